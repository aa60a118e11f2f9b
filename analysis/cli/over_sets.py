"""What the commands that put a question to an ensemble have in common: check, ask, write, and show or print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...scenarios.core.scenario import Scenario
    from ..questions.over_sets import Asked


def carry_out(
    question: Asked, plans: Callable[[], Sequence[Scenario]], answered: Callable[[Callable[[int], object] | None], Any],
    words: Any, *, out: Path | None, replace: bool, style: Path | None, lang: str, json: bool, quiet: bool,
) -> None:  # fmt: skip
    """Answer a question and hand the answer out as the options say.

    Parameters
    ----------
    question : Asked
    plans : callable
        Returns the scenarios whose fingerprint the folder carries.
    answered : callable
        Returns the answer; takes what is called with the parameter sets just finished.
    words : module
        With ``columns`` and ``rows`` of the table on the screen.
    """
    from ..base.results import check_folder, fingerprint, write_json
    from ..questions.gain_words import say
    from .screen import progress

    if out is not None:
        check_folder(out, fingerprint(plans()), replace=replace)
    with progress(question.sets, say("running", lang), quiet=quiet or json) as advance:
        found = answered(advance)
    if out is not None:
        found.write(out, lang, style=style, replace=replace)
    if json:
        write_json(found.to_dict())
    elif not quiet:
        _show(found, words, lang)
        if out is not None:
            print(say("files", lang, folder=out))


def _show(found: Any, words: Any, lang: str) -> None:
    """Print what was asked, the table, and the answer in words."""
    from ..questions.gain_words import heading
    from .screen import console, show_table

    screen = console()
    screen.print(heading(found.asked, lang))
    show_table(screen, "", words.columns(found, lang), words.rows(found, lang))
    for sentence in found.answer(lang):
        screen.print(sentence)
