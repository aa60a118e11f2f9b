"""The laboratory on the page: settings at the side, and a player of what was run for them."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import solara

from ..evidence.fit_draws import Fit
from ..laboratory.build import all_built
from ..laboratory.page_words import say, table
from ..laboratory.panel import panel, views
from ..laboratory.presets import MOST_BYTES
from ..laboratory.scene import scene
from ..words.phrases import number, tied
from .changes import Told
from .heard import part, pixels, quietly
from .lab_files import file_of, names_of
from .session import Session


@solara.component_vue("levers.vue")
def _levers(
    panel: Any, words: Any, undoable: bool, nonce: int, most: int, event_change: Callable[[Told], None]
) -> None:
    """Show the settings; tells what was changed."""


@solara.component_vue("player.vue")
def _player(
    scene: Any, look: Any, views: Any, words: Any, card: Any, computing: Any,
    event_choose: Callable[[Told], None], event_measured: Callable[[Told], None],
    event_settled: Callable[[Told], None], event_person: Callable[[Told], None],
) -> None:  # fmt: skip
    """Play the months; tells how wide it is, where it stopped, and who was looked at."""


@solara.component_vue("share.vue")
def _share(words: Any, files: Any, file: Any, failed: int, event_wanted: Callable[[Told], None]) -> None:
    """Offer what can be kept; tells what is wanted."""


@solara.component
def Settings(session: Session) -> None:  # noqa: N802 - Solara's way to name components
    """Show the settings of a session."""
    choices, lang = session.choices.value, session.lang
    shown = solara.use_memo(
        lambda: _tied(panel(choices, session.presets, all_built(choices, session.presets), lang)),
        [choices, lang, len(session.presets)],
    )
    _levers(
        panel=shown, words=solara.use_memo(lambda: table(lang), [lang]), undoable=session.undoable,
        nonce=session.nonce.value, most=MOST_BYTES, event_change=session.safely(session.change),
    )  # fmt: skip


def _tied(shown: dict[str, Any]) -> dict[str, Any]:
    """Return the settings with amounts that no line ends within."""
    for each in shown["scenarios"]:
        each["spent"] = tied(each["spent"])
        each["rows"] = [{**row, "note": tied(row["note"]), "extra": tied(row["extra"])} for row in each["rows"]]
    return shown


@solara.component
def Player(session: Session, dark: bool) -> None:  # noqa: N802 - Solara's way to name components
    """Play what was run for a session's choices."""
    look, runs, lang = session.look.value, session.runs.value, session.lang
    width, set_width = solara.use_state(0)
    solara.use_thread(session.run, dependencies=[session.choices.value], intrusive_cancel=False)
    drawn = look.outcome, look.band, look.colour, lang
    shown = solara.use_memo(
        lambda: scene(runs, look, width=width, dark=dark) if runs and width else None, [runs, width, dark, drawn]
    )
    month = {"month": look.month, "colour": look.colour, "ties": look.ties, "outcome": look.outcome, "band": look.band}
    _player(
        scene=shown, look=month, views=solara.use_memo(lambda: views(lang), [lang]),
        words=solara.use_memo(lambda: table(lang), [lang]), card=session.card.value,
        computing=session.progress.value, event_choose=session.safely(session.look_at),
        event_measured=quietly(lambda told: set_width(max(pixels(told, "width"), 240))),
        event_settled=session.safely(lambda told: session.look_at({"what": "month", "value": part(told, "month")})),
        event_person=session.safely(quietly(session.person)),
    )  # fmt: skip


@solara.component
def Share(session: Session, dark: bool) -> None:  # noqa: N802 - Solara's way to name components
    """Offer the view, the data, the scenarios and a report as files."""
    lang = session.lang
    file, set_file = solara.use_state(None)
    number = solara.use_ref(0)

    def give(told: Told) -> None:
        try:
            name, mime, data = file_of(session, str(part(told, "what")), dark)
        except Exception:
            session.failed.set(session.failed.value + 1)
            raise
        number.current += 1
        set_file({
            "name": name, "mime": mime, "data": base64.b64encode(data).decode("ascii"), "number": number.current,
            "picture": told["what"] == "png", "paper": "#1e1e1e" if dark else "#ffffff",
        })  # fmt: skip

    offered = [{"what": what, "title": say(key, lang, letter=letter)} for what, key, letter in names_of(session)]
    _share(
        words=solara.use_memo(lambda: table(lang), [lang]), files=offered, file=file, failed=session.failed.value,
        event_wanted=lambda told: threading.Thread(target=session.safely(give), args=(told,), daemon=True).start(),
    )  # fmt: skip


def _of_the_fit(fit: Fit, lang: str) -> list[str]:
    """Return whose company is shown, and first what makes that unreliable."""
    draws = number(len(fit.taken), lang)
    if fit.history:
        said = say("fitted", lang, n=draws, month=number(fit.history, lang))
    else:
        said = say("surveyed", lang, n=draws)
    return [*fit.warnings.get(lang, ()), said]


@solara.component
def Laboratory(session: Session, dark: bool) -> None:  # noqa: N802 - Solara's way to name components
    """Show the laboratory of a session."""
    if session.fitted is not None:
        for each in _of_the_fit(session.fitted.fit, session.lang):
            solara.v.Html(tag="p", class_="lab-fitted", children=[tied(each)])
    with solara.Div(classes=["lab-body"]):
        Settings(session)
        Player(session, dark)
    if session.fitted is not None:
        from .survey_view import Survey  # optimisers and linear algebra, for those who bring answers along

        Survey(session.fitted.fit, session.lang, dark)
    Share(session, dark)


STYLE = Path(__file__).with_name("present.css")
__all__ = ["STYLE", "Laboratory"]
