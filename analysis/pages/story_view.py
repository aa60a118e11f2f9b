"""The story on the page: one step at a time, forward and back by keys, buttons and dots, in large type."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import solara

from ...model.outcomes import OUTCOME
from ...model.whole import whole_number
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..base.results import fingerprint
from ..drawings import DARK, LIGHT
from ..evidence.fit_draws import Fit
from ..figures.words import meaning
from ..laboratory.own_company import Subject
from ..story import Step, StoryRuns, story_runs, tell
from ..story.runs import companies
from ..words.phrases import in_percent, number, percent, tied
from .heard import part, pixels, quietly

say = Words("story.words")
guessed = Words("story.guess")
stage = Words("story.stage")

STYLE = Path(__file__).with_name("story.css")
AT_FIRST = 820
"""Pixels a picture is drawn for until the browser has said how many there are."""
NARROWEST = 260
ROOMY, WIDE, HIGH = 1200, 1152.0, 720.0
"""Pixels of a window from which pictures are enlarged, and for which they are as they were drawn."""
Told = dict[str, Any]
Guesses = Mapping[int, int | None]
"""What the room has guessed, by the number of the step; None where it wanted to see the answer without a guess."""
_LOG = logging.getLogger(__name__)


class Left(Exception):  # noqa: N818 - nothing is wrong: the reader looks at something else
    """Raised where the story is waited for and nobody looks at it any more."""


@solara.component_vue("story.vue")
def _shown(
    step: Told, number: int, titles: list[str], svg: str, words: dict[str, str], guess: Any, made: Any, film: Any,
    autoplay: float, tale: str,
    event_chosen: Callable[[int], None], event_guessed: Callable[[Told], None], event_forgotten: Callable[[Any], None],
    event_opened: Callable[[Any], None], event_measured: Callable[[dict[str, int]], None],
) -> None:  # fmt: skip
    """Show a step, and report keys, clicks, guesses and how much room there is."""


def tale_of(runs: StoryRuns) -> str:
    """Return by what a browser knows the company of its guesses again; nothing of an answer is in it."""
    told = [each.scenario for each in runs.programmes.values()]
    return f"{fingerprint(told)[:16]}-{runs.replicate}"


def asked(step: Step, number: int, guesses: Guesses) -> bool:
    """Return whether the room has not yet guessed what a step shows."""
    return step.guess is not None and number not in guesses


def shown_of(step: Step, lang: str, hidden: bool) -> Told:
    """Return what the page writes of a step; nothing of the answer while it is guessed."""
    terms = [] if hidden else [[called(OUTCOME[name], lang), meaning(OUTCOME[name], lang)] for name in step.terms]
    title, text = (step.guess.question, step.guess.text) if hidden and step.guess else (step.title, step.text)
    figures = () if hidden else step.figures
    return {
        "title": tied(title), "text": tied(text), "note": "" if hidden else tied(step.note), "terms": terms,
        "figures": [[tied(value), tied(name)] for value, name in figures], "notes": step.notes, "opens": step.opens,
    }  # fmt: skip


def guess_of(step: Step, number: int, guesses: Guesses, lang: str) -> Told | None:
    """Return what the page asks, or how the guess compares with the answer; nothing of that before."""
    asks = step.guess
    if asks is None:
        return None
    if asked(step, number, guesses):
        return {"kind": asks.kind, "options": list(asks.options), "shown": False}
    value = guesses[number]
    said = "" if value is None else tied(asks.said(value, lang))
    return {"kind": asks.kind, "options": [], "shown": True, "value": value, "said": said, "answer": asks.answer}


def titles_of(steps: Sequence[Step], guesses: Guesses, lang: str) -> list[str]:
    """Return what the steps are called; what comes after a guess is not told before it is made."""
    first = next((n for n, each in enumerate(steps, start=1) if asked(each, n, guesses)), len(steps) + 1)
    said = []
    for n, each in enumerate(steps, start=1):
        if asked(each, n, guesses):
            said.append(say("step guess", lang, step=n))
        elif n > first:
            said.append(stage("step only", lang, step=n))
        else:
            said.append(say("step named", lang, step=n, title=each.title))
    return said


def film_of(step: Step, lang: str) -> Told | None:
    """Return the companies of a step month by month, as the page moves them."""
    if not step.films:
        return None
    first, months = step.films[0].first, step.films[0].months
    names = [guessed("at month", lang, month=month) for month in range(first, first + months + 1)]
    if not first:
        names[0] = guessed("at go-live", lang)
    return {"companies": [each.to_dict() for each in step.films], "months": months, "names": names}


def _labels(step: int, steps: int, lang: str) -> dict[str, str]:
    return {
        "place": say("step", lang, step=step, steps=steps),
        **{key: say(key, lang) for key in ("story", "back", "next", "words", "open")},
        **{key: guessed(key, lang) for key in ("decide", "skip", "play")},
        **{key: stage(key, lang) for key in _STAGE},
        "guess": guessed("your guess", lang), "answer": guessed("it is", lang), "month": guessed("play", lang),
        "percent": in_percent("", lang).replace(" ", "\u00a0"),
    }  # fmt: skip


_STAGE = (
    "presenter", "full", "alone", "pause", "notes", "after", "since", "restart", "black", "keys",
)  # fmt: skip


@solara.component
def _told(
    runs: StoryRuns, lang: str, dark: bool, step: int, on_step: Callable[[int], None] | None,
    on_open: Callable[[StoryRuns], None] | None, autoplay: float,
) -> None:  # fmt: skip
    steps = solara.use_memo(lambda: tell(runs, lang), [runs, lang])
    tale = solara.use_memo(lambda: tale_of(runs), [runs])
    own, set_own = solara.use_state(step)
    room, set_room = solara.use_state((AT_FIRST, AT_FIRST, int(HIGH)))
    guesses, set_guesses = solara.use_state(dict[int, int | None]())
    chosen = min(max(own if on_step is None else step, 1), len(steps))
    now = steps[chosen - 1]
    hidden = asked(now, chosen, guesses)
    larger = max(min(room[1] / WIDE, room[2] / HIGH), 1.0) if room[1] >= ROOMY else 1.0
    width, theme = max(room[0], NARROWEST) / larger, DARK if dark else LIGHT
    svg = solara.use_memo(
        lambda: (now.guess.draw if hidden and now.guess else now.draw)(width, theme),
        [runs, lang, chosen, hidden, width, dark],
    )  # fmt: skip
    film = solara.use_memo(lambda: None if hidden else film_of(now, lang), [runs, lang, chosen, hidden])

    def guess(told: Told) -> None:
        number, value = whole_number(part(told, "step"), 1, len(steps), "step"), part(told, "value")
        asks = steps[number - 1].guess
        if asks is not None and (value is None or asks.allows(value)):
            set_guesses(lambda made: {**made, number: value})

    def measured(seen: Told) -> None:
        set_room((pixels(seen, "width"), pixels(seen, "window"), pixels(seen, "height")))

    def again(_: Any) -> None:
        set_guesses({})
        (on_step or set_own)(1)

    _shown(
        step=shown_of(now, lang, hidden), number=chosen, svg=svg, words=_labels(chosen, len(steps), lang),
        titles=titles_of(steps, guesses, lang), guess=guess_of(now, chosen, guesses, lang), film=film,
        made=[list(each) for each in guesses.items()], autoplay=autoplay, tale=tale,
        event_guessed=quietly(guess), event_forgotten=again, event_measured=quietly(measured),
        event_chosen=quietly(lambda wanted: (on_step or set_own)(whole_number(wanted, 1, len(steps), "step"))),
        event_opened=lambda _: on_open(runs) if on_open else None,
    )  # fmt: skip


@solara.component
def Story(  # noqa: N802 - Solara's way to name components
    lang: str, dark: bool, step: int = 1, on_step: Callable[[int], None] | None = None, fit: Fit | None = None,
    subject: Subject | None = None, on_open: Callable[[StoryRuns], None] | None = None, autoplay: float = 0.0,
) -> None:  # fmt: skip
    """Tell the story, step by step.

    Parameters
    ----------
    lang : {"en", "de", "fr"}
    dark : bool
        Whether the page has its dark theme.
    step : int
        The step shown, from 1; without ``on_step`` the one to begin with.
    on_step : callable, optional
        Called with the step that the reader wants; whoever gives it keeps the step.
    fit : Fit, optional
        What is known of one's own company, of which the story is then told.
    subject : Subject, optional
        Whose company it is, and which plans are told.
    on_open : callable, optional
        Called with the runs when the reader wants to go on in the laboratory.
    autoplay : float
        Seconds after which the story goes on by itself, 0 for never.
    """
    solara.Style(STYLE)
    runs, set_runs = solara.use_state(None)
    share, set_share = solara.use_state(0.0)
    failed, set_failed = solara.use_state(False)

    def wait(left: threading.Event) -> None:
        def progress(done: float) -> None:
            if left.is_set():
                raise Left
            set_share(round(done, 2))

        try:
            set_runs(story_runs(fit=fit, subject=subject, progress=progress))
        except Left:
            return
        except Exception:
            _LOG.exception("the story could not be simulated")
            set_failed(True)

    solara.use_thread(wait, dependencies=[], intrusive_cancel=False)
    if runs is not None:
        _told(runs, lang, dark, step, on_step, on_open, autoplay)
    elif failed:
        solara.Error(say("story failed", lang))
    else:
        _waiting(share, lang, companies(fit, subject))


@solara.component
def _waiting(share: float, lang: str, companies: int) -> None:
    """Say what is waited for and how far it is; the engine compiles before the first run is done."""
    words = say("simulating" if share else "preparing", lang, n=number(companies, lang))
    with solara.v.Html(tag="div", class_="story-waiting"):
        solara.v.Html(tag="p", children=[words], attributes={"role": "status"})
        how_far = {"max": "1", "aria-label": words} | ({"value": f"{share:.2f}"} if share else {})
        solara.v.Html(tag="progress", attributes=how_far)
        solara.v.Html(tag="span", children=[percent(share, lang) if share else ""])
