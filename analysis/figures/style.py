"""The style of the figures: the board style, and a company's own laid over it."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import matplotlib
import matplotlib.style

from ...model.errors import InputError
from ...model.phrase import Phrase
from ...scenarios.reading.file_reading import read_text

_OWN: ContextVar[Path | None] = ContextVar("own_style", default=None)
_LAYOUT = re.compile(r"figure\.(?!(face|edge)color)|.*size$|savefig\.(bbox|pad_inches)|text\.usetex|.*\.pad$|backend")
"""Settings that stay ours in a company's own style, since the layout is measured with them."""


@cache
def _board() -> dict[str, Any]:
    with resources.as_file(resources.files(__package__) / "board.mplstyle") as path:
        return _settings(path)


def _settings(path: Path) -> dict[str, Any]:
    settings: Any = matplotlib.rc_params_from_file(path, use_default_template=False)
    return dict(settings)


class _Heard(logging.Handler):
    """What matplotlib complains about instead of raising an error."""

    def emit(self, record: logging.LogRecord) -> None:
        raise ValueError(record.getMessage().strip().splitlines()[0])


def _check_style(path: Path) -> None:
    """Raise InputError if a file is no style file of matplotlib's."""
    heard, logger = _Heard(logging.WARNING), logging.getLogger("matplotlib")
    before, logger.propagate = logger.propagate, False
    logger.addHandler(heard)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            _settings(path)
    except Exception as error:
        said = re.sub(r" in file .*?, line", " in line", " ".join(str(error).split())).rstrip(".")
        problem = "this is no style file of matplotlib's ({said:.200}); write lines such as axes.edgecolor: navy."
        raise InputError(problem, file=str(path), said=said) from None
    finally:
        logger.removeHandler(heard)
        logger.propagate = before


@contextmanager
def own_style(path: Path | None) -> Iterator[None]:
    """Lay a company's own style file over the board style for all figures made inside.

    Fonts, colours, lines and resolution follow it; sizes of text and page stay ours.

    Raises
    ------
    InputError
        If there is no such file, or it is no style file of matplotlib's.
    """
    if path is not None:
        read_text(path, Phrase("style file"))
        _check_style(path)
    token = _OWN.set(path)
    try:
        yield
    finally:
        _OWN.reset(token)


@contextmanager
def board_style() -> Iterator[None]:
    """Use the board style, and the company's own over it; the caller's settings are left as they were."""
    own = _OWN.get()
    styles = [_board()]
    if own is not None:
        styles.append({name: value for name, value in _settings(own).items() if not _LAYOUT.match(name)})
    with matplotlib.style.context(styles, after_reset=True):
        yield
