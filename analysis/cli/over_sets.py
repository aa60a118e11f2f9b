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
    words: Any, *, out: Path | None, replace: bool, style: Path | None, lang: str, details: bool,
    json: bool, quiet: bool,
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
        With the `small` table, and the ``columns`` and ``rows`` of the whole one.
    """
    from ..base.results import check_folder, fingerprint, write_json
    from ..questions.gain_words import say
    from ..questions.over_sets_brief import brief
    from .one_screen import show
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
        lang = question.scenario.manner(lang)
        files = [] if out is None else [say("files", lang, folder=out)]
        if details:
            _show_all(found, words, lang, files)
        else:
            show(brief(found, found.answer(lang), words.small(found, lang), lang), lang, folder=out)


def _show_all(found: Any, words: Any, lang: str, files: Sequence[str]) -> None:
    """Print what was asked, the whole table, and the answer in words."""
    from ..questions.gain_words import heading
    from .screen import console, show_table

    screen = console()
    screen.print(heading(found.asked, lang))
    show_table(screen, "", words.columns(found, lang), words.rows(found, lang))
    for sentence in (*found.answer(lang), *files):
        screen.print(sentence)
