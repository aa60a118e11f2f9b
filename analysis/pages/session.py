"""One browser session of the presenter's page: its choices, its uploads, its messages, and what it has done before."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import solara

from ...model.errors import InputError
from ...model.whole import whole_number
from ..laboratory.build import all_built
from ..laboratory.choices import COMPANIES, Choices, Look, Plan, State
from ..laboratory.fitted_presets import Fitted, brought
from ..laboratory.links import as_query, from_query
from ..laboratory.own_company import first_here, presets_of, subject
from ..laboratory.page_words import say
from ..laboratory.presets import MOST_UPLOADS, Preset, uploaded
from ..laboratory.refused import SettingError
from ..laboratory.runs import LabRun, run_in_steps
from ..words.mistakes import in_words
from .changes import CHANGES, Told
from .heard import part, text
from .settings import chosen_autoplay
from .uploads import given_back, named_in

MOST_UNDONE = 100
MOST_MESSAGES = 3
_LOG = logging.getLogger(__name__)


class Superseded(Exception):  # noqa: N818 - nothing is wrong: newer choices have come
    """Raised in a run that nobody waits for any more."""


class Session:
    """State of one browser session; nothing of it is shared with another.

    Parameters
    ----------
    query : str or None
        What stands behind the question mark of the address.
    files : tuple of str
        Scenario files of the command line.
    lang : {"en", "de"}
        Language where the address says nothing.
    fitted : Fitted, optional
        What is known of the company, where everything is done in one's own.
    """

    def __init__(self, query: str | None, files: tuple[str, ...], lang: str, fitted: Fitted | None = None) -> None:
        self.fitted, self.files = fitted, files
        self.presets = presets_of(files, fitted)
        self.start = first_here(files, fitted)
        first = Look(tab="lab" if files and not chosen_autoplay() else "story", lang=lang)
        self._given = query, State(self.start, first)
        state, _ = from_query(*self._given, self.presets)
        self.waiting: Any = solara.Reactive(bool(named_in(query)))
        self.kept: Any = solara.Reactive(None)
        self.look: Any = solara.Reactive(state.look)
        self.messages: Any = solara.Reactive(())
        self.nonce: Any = solara.Reactive(0)
        self.card: Any = solara.Reactive(None)
        self.runs: Any = solara.Reactive(None)
        self.progress: Any = solara.Reactive(None)
        self.failed: Any = solara.Reactive(0)
        self._numbers, self._before = 0, list[Choices]()
        self._uploads = 0
        self.choices: Any = solara.Reactive(self.start)
        if not self.waiting.value:
            self._follow_link()

    def _follow_link(self) -> None:
        """Take what the link says, and say what of it cannot be had."""
        state, damaged = from_query(*self._given, self.presets)
        wrong: list[InputError] = [*damaged]
        self.choices.set(self._sound(state.choices, wrong))
        missing = [each for each in wrong if isinstance(each, SettingError) and each.key == "upload gone"]
        for key, errors in (("link without upload", missing), ("damaged link", [e for e in wrong if e not in missing])):
            if errors:
                self.tell(key, parts=[in_words(each, self.lang) for each in errors])

    def give_back(self, told: Told) -> None:
        """Take the uploads that the browser has kept while the page was loaded again, and then follow the link."""
        found_again = given_back(part(told, "files"), self.presets, self._read)
        self.presets, self._uploads = {**self.presets, **found_again}, len(found_again)
        if self.waiting.value:
            self._follow_link()
            self.waiting.set(False)

    def _sound(self, choices: Choices, wrong: list[InputError]) -> Choices:
        """Return choices of a link that go together, or else those the page starts with."""
        try:
            all_built(choices, self.presets)
        except InputError as error:
            wrong.append(error)
            return self.start
        return choices

    # --- messages ---

    @property
    def lang(self) -> str:
        """Language of the page."""
        return str(self.look.value.lang)

    def tell(self, key: str, what: str = "", kind: str = "problem", parts: Sequence[str] = ()) -> None:
        """Show a message, if need be with a list of its parts."""
        self._numbers += 1
        text = say(key, self.lang, what=what).strip()
        message = {"number": self._numbers, "kind": kind, "text": text, "parts": list(parts)}
        others = [each for each in self.messages.value if each["text"] != text or each["parts"] != message["parts"]]
        self.messages.set((*others, message)[-MOST_MESSAGES:])

    def close(self, number: object) -> None:
        """Put a message away."""
        self.messages.set(tuple(each for each in self.messages.value if each["number"] != number))

    def safely(self, do: Callable[[Any], object]) -> Callable[[Any], None]:
        """Return what handles an event so that mistakes become messages and nothing else happens."""

        def handle(told: Any) -> None:
            try:
                do(told)
            except InputError as error:
                self.tell("refused", in_words(error, self.lang), "refused")
            except Exception:
                _LOG.exception("an event of the page failed")
                self.tell("internal", kind="refused")
            finally:
                self.nonce.set(self.nonce.value + 1)

        return handle

    # --- choices ---

    def query(self) -> str:
        """Return the state as the query of an address; nothing while the link has not been followed."""
        if self.waiting.value:
            return ""
        return as_query(State(self.choices.value, self.look.value))

    def take(self, choices: Choices) -> None:
        """Make choices the present ones, if they go together; what was before can be had again."""
        if choices == self.choices.value:
            return
        all_built(choices, self.presets)
        self._before = [*self._before, self.choices.value][-MOST_UNDONE:]
        self.choices.set(choices)

    @property
    def undoable(self) -> bool:
        """Whether there is something to be taken back."""
        return bool(self._before)

    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self.choices.set(self._before.pop())

    def change(self, told: Told) -> None:
        """Apply what a reader did in the settings.

        Raises
        ------
        InputError
            If it is not allowed; nothing has changed then.
        """
        what = str(part(told, "what"))
        if what in CHANGES:
            self.take(CHANGES[what](self, self.choices.value, told))
            self._settled()
        elif what == "undo":
            self.undo()
            self._settled()
        elif what == "upload":
            self.upload(text(told, "name"), text(told, "value"))
            self.kept.set({"key": self.choices.value.plans[1].preset, "number": part(told, "number")})
        elif what == "too large":
            raise SettingError("too large", text(told, "name")[:60])

    def _settled(self) -> None:
        """Put refusals away: the reader has gone on."""
        self.messages.set(tuple(each for each in self.messages.value if each["kind"] != "refused"))

    def look_at(self, told: Told) -> None:
        """Apply what a reader did to how the page looks; values that there are not are ignored."""
        what, value = part(told, "what"), part(told, "value")
        flat = "1" if value is True else "0" if value is False else str(value)
        state, wrong = from_query(f"{what}={flat}", State(self.choices.value, self.look.value), self.presets)
        if wrong:
            raise wrong[0]
        self.look.set(state.look)

    def open_told(self, programmes: Sequence[str], replicate: int, month: int) -> None:
        """Open the laboratory in the state that a story has told.

        Parameters
        ----------
        programmes : sequence of str
            As the story calls them; two to four.
        replicate : int
            Which company is shown person by person, from 0.
        month : int
        """
        told = subject(self.files, self.fitted)
        presets = {name: each.key for name, each in (*told.presets.items(), *told.plans.items())}
        plans = tuple(Plan(presets[name]) for name in programmes)
        self.take(replace(self.start, plans=plans, replicate=min(replicate, COMPANIES)))
        self.look.set(replace(self.look.value, tab="lab", month=month))

    def upload(self, name: str, text: str) -> None:
        """Read a file of the reader's and compare it with the first scenario."""
        if self._uploads >= MOST_UPLOADS:
            raise SettingError("too many uploads", MOST_UPLOADS)
        preset = self._read(name, text, tuple(self.presets))
        self.presets = {**self.presets, preset.key: preset}
        try:
            self.take(self.choices.value.with_plan(1, Plan(preset.key)))
        except InputError:
            del self.presets[preset.key]
            raise
        self._uploads += 1
        self.tell("uploaded", preset.title(self.lang), "done")

    def _read(self, name: str, text: str, known: Sequence[str]) -> Preset:
        """Return an upload, in one's own company if that is shown."""
        preset = uploaded(name, text, known)
        return preset if self.fitted is None else brought(preset, self.fitted)

    def unkept(self, told: Told) -> None:
        """Say that an upload will be gone once the page is loaded again."""
        if (preset := self.presets.get(str(part(told, "key")))) is not None:
            self.tell("not kept", preset.title(self.lang))

    # --- runs ---

    def run(self, cancel: threading.Event) -> None:
        """Run what is chosen, unless newer choices come in between."""

        def report(share: float) -> None:
            if cancel.is_set():
                raise Superseded
            self.progress.set(share)

        try:
            for runs in run_in_steps(self.choices.value, self.presets, progress=report):
                if cancel.is_set():
                    return
                self.runs.set(runs)
        except Superseded:
            return
        except InputError as error:
            self.tell("refused", in_words(error, self.lang))
            self._fall_back()
            return
        except Exception:
            _LOG.exception("a run of the page failed")
            self.tell("internal")
            return
        self.progress.set(None)

    def _fall_back(self) -> None:
        self.progress.set(None)
        self.choices.set(self._before.pop() if self._before else self.start)

    def person(self, told: Told) -> None:
        """Look at a person of a scenario as the company stood at the end of a month."""
        from ..laboratory.person import card, company_in  # Mesa, which the page needs for nothing else

        runs: tuple[LabRun, ...] = self.runs.value or ()
        column = whole_number(part(told, "column"), 0, len(runs) - 1, "column")
        row = whole_number(part(told, "row"), 0, runs[column].recording.people - 1, "row")
        month = whole_number(part(told, "month"), 0, runs[column].months, "month")
        model = company_in(runs[column].scenario, month, replicate=self.choices.value.replicate)
        self.card.set({**card(model, row, self.lang), "column": column, "month": month})
