"""The story on the page: one step at a time, forward and back by keys, buttons and dots, in large type."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import solara

from ...model.outcomes import OUTCOME
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from ..drawings import DARK, LIGHT
from ..evidence.fit_draws import Fit
from ..evidence.fitted import replications_of
from ..figures.words import meaning
from ..story import Step, StoryRuns, story_runs, tell
from ..story.runs import REPLICATIONS
from ..words.phrases import number, percent, tied

say = Words("story.words")

STYLE = Path(__file__).with_name("story.css")
AT_FIRST = 820
"""Pixels a picture is drawn for until the browser has said how many there are."""
NARROWEST = 260
ENLARGED, ROOMY = 1.25, 1200
"""Times which pictures are enlarged for a projector, in windows of at least so many pixels."""
_LOG = logging.getLogger(__name__)


class Left(Exception):  # noqa: N818 - nothing is wrong: the reader looks at something else
    """Raised where the story is waited for and nobody looks at it any more."""


@solara.component_vue("story.vue")
def _shown(
    step: dict[str, Any], number: int, titles: list[str], svg: str, words: dict[str, str],
    event_chosen: Callable[[int], None], event_measured: Callable[[dict[str, int]], None],
) -> None:  # fmt: skip
    """Show a step, and report keys, clicks and how much room there is."""


def _words(step: Step, lang: str) -> dict[str, Any]:
    """Return what the page writes of a step."""
    terms = [[called(OUTCOME[name], lang), meaning(OUTCOME[name], lang)] for name in step.terms]
    return {
        "title": tied(step.title), "text": tied(step.text), "note": tied(step.note), "terms": terms,
        "figures": [[tied(value), name] for value, name in step.figures],
    }  # fmt: skip


def _labels(step: int, steps: int, lang: str) -> dict[str, str]:
    return {
        "place": say("step", lang, step=step, steps=steps),
        **{key: say(key, lang) for key in ("story", "back", "next", "words")},
    }


@solara.component
def _told(runs: StoryRuns, lang: str, dark: bool, step: int, on_step: Callable[[int], None] | None) -> None:
    steps = solara.use_memo(lambda: tell(runs, lang), [runs, lang])
    own, set_own = solara.use_state(step)
    room, set_room = solara.use_state((AT_FIRST, AT_FIRST))
    chosen = min(max(own if on_step is None else step, 1), len(steps))
    width = max(room[0], NARROWEST) / (ENLARGED if room[1] >= ROOMY else 1.0)
    svg = solara.use_memo(
        lambda: steps[chosen - 1].draw(width, DARK if dark else LIGHT), [runs, lang, chosen, width, dark]
    )
    _shown(
        step=_words(steps[chosen - 1], lang), number=chosen, svg=svg, words=_labels(chosen, len(steps), lang),
        titles=[say("step named", lang, step=n, title=each.title) for n, each in enumerate(steps, start=1)],
        event_chosen=lambda wanted: (on_step or set_own)(int(wanted)),
        event_measured=lambda seen: set_room((int(seen["width"]), int(seen["window"]))),
    )  # fmt: skip


@solara.component
def Story(  # noqa: N802 - Solara's way to name components
    lang: str, dark: bool, step: int = 1, on_step: Callable[[int], None] | None = None, fit: Fit | None = None
) -> None:
    """Tell the story, step by step.

    Parameters
    ----------
    lang : {"en", "de"}
    dark : bool
        Whether the page has its dark theme.
    step : int
        The step shown, from 1; without ``on_step`` the one to begin with.
    on_step : callable, optional
        Called with the step that the reader wants; whoever gives it keeps the step.
    fit : Fit, optional
        What is known of one's own company, of which the story is then told.
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
            set_runs(story_runs(fit=fit, progress=progress))
        except Left:
            return
        except Exception:
            _LOG.exception("the story could not be simulated")
            set_failed(True)

    solara.use_thread(wait, dependencies=[], intrusive_cancel=False)
    if runs is not None:
        _told(runs, lang, dark, step, on_step)
    elif failed:
        solara.Error(say("story failed", lang))
    else:
        _waiting(share, lang, replications_of(fit, None, REPLICATIONS))


@solara.component
def _waiting(share: float, lang: str, companies: int) -> None:
    """Say what is waited for and how far it is; the engine compiles before the first run is done."""
    words = say("simulating" if share else "preparing", lang, n=number(companies, lang))
    with solara.v.Html(tag="div", class_="story-waiting"):
        solara.v.Html(tag="p", children=[words], attributes={"role": "status"})
        how_far = {"max": "1", "aria-label": words} | ({"value": f"{share:.2f}"} if share else {})
        solara.v.Html(tag="progress", attributes=how_far)
        solara.v.Html(tag="span", children=[percent(share, lang) if share else ""])
