"""The questions of ``crm-adoption new``: each answer is checked at once, whether typed, piped or an option."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import typer

from ...model.errors import InputError, unknown
from ...model.features import ROLES
from ...model.market import Market
from ...model.organisation import MOST_DEPARTMENTS, MOST_PEOPLE
from ...model.plural import counted
from ...scenarios.files.starter import CHANGE, MEASURED, SPONSOR, USUAL, Answers, Choice, Unit, resembling
from ...scenarios.words.catalogue import Words
from ...scenarios.words.files import spoken
from ..words.mistakes import in_words

T = TypeVar("T")
LONGEST, LONGEST_ANSWER = 80, 10_000
LANGUAGE = "Language, Sprache (en, de)"
_GROUPED = re.compile(r"\d{1,3}(?:([., ' _])\d{3}(?:\1\d{3})*)?|\d+")
_say = Words("cli.new_questions")


def label(answer: str) -> str:
    """Return a name in words, or raise InputError."""
    if not answer:
        raise InputError("a name is needed.")
    if len(answer) > LONGEST or not answer.isprintable():
        problem = "{answer!r} is not a name; allowed are up to {most} printable characters."
        raise InputError(problem, answer=answer[:LONGEST], most=LONGEST)
    return answer


def whole(low: int, high: int) -> Callable[[str], int]:
    """Return the check of a whole number, with or without separators of thousands."""

    def check(answer: str) -> int:
        digits = re.sub(r"\D", "", answer) if _GROUPED.fullmatch(answer) and answer.isascii() else ""
        if not digits or len(digits) > 15 or not low <= int(digits) <= high:
            problem = "{answer!r} is not allowed; give a whole number from {low:,} to {high:,}."
            raise InputError(problem, answer=answer[:LONGEST], low=low, high=high)
        return int(digits)

    return check


def one_of(keys: Sequence[str]) -> Callable[[str], str]:
    """Return the check of a choice, given by its key or its number."""

    def check(answer: str) -> str:
        numbered = {str(number): each for number, each in enumerate(keys, start=1)}
        chosen = numbered.get(answer, answer.lower())
        if chosen not in keys:
            raise unknown("answer", answer[:LONGEST], keys)
        return chosen

    return check


headcount = whole(1, MOST_PEOPLE)
CHOICES = {"measured": MEASURED, "sponsor": SPONSOR, "change": CHANGE}
MOST = int(Market.declarations()["customers"].allowed[1])
CHECKS: dict[str, Callable[[str], Any]] = {
    "company": label,
    **{key: one_of(list(choices)) for key, choices in CHOICES.items()},
    "cost": whole(0, MOST),
    "customers": whole(0, MOST),
}
"""What is checked of each answer, as it is given."""


def percent(text: str, option: str) -> int:
    """Return a share that was given in whole percent, or raise InputError."""
    return _checked(text.strip(), whole(0, 100), option)


def unit(text: str) -> Unit:
    """Return the department that ``NAME=PEOPLE[:ROLE]`` describes, or raise InputError."""
    name, sign, rest = text.rpartition("=")
    people, colon, role = (part.strip() for part in rest.partition(":"))
    if not sign:
        raise InputError(
            "{text!r} is no department; write NAME=PEOPLE:ROLE, for example Back office=12:sales.", text=text[:LONGEST]
        )
    name = label(name.strip())
    alike = one_of(ROLES)(role) if colon else resembling(name)
    if alike is None:
        roles = ", ".join(ROLES)
        problem = "which role does {name!r} resemble? Write {name}={people}:ROLE with one of {roles}."
        raise InputError(problem, name=name, people=people, roles=roles)
    return Unit(name, name, headcount(people), alike)


class Questions:
    """Who answers: options, the usual answers, a person at the terminal or lines on standard input.

    Parameters
    ----------
    lang : {"en", "de"}, optional
        Language of questions and comments; asked for first if anything is asked.
    given : mapping
        Answers given as options, None where there is none.
    silent : bool
        Whether nothing is asked, so that the usual answer stands where none is given.
    """

    def __init__(self, lang: str | None, given: Mapping[str, Any], *, silent: bool) -> None:
        self.silent = silent
        self.at_terminal = sys.stdin.isatty()
        self.given = {key: self._option(key, each) for key, each in given.items() if each not in (None, [])}
        asks = not silent and len(self.given) < len(given)
        self.lang = "en"  # until it is known
        self.lang = lang or (self._asked("lang", LANGUAGE, one_of(list(spoken("cli"))), "en") if asks else "en")
        self.words = _say.all(self.lang)

    def _option(self, key: str, given: Any) -> Any:
        if key != "department":
            return _checked(str(given).strip(), CHECKS[key], f"--{key}")
        found: list[Unit] = []
        for text in given:
            new = _checked(text, unit, "--department")
            _checked(new.label_en, self._new_name(found), "--department")
            found.append(new)
        return tuple(found)

    def all(self) -> Answers:
        """Return all answers.

        Raises
        ------
        InputError
            For a wrong answer on standard input, or too few of them; at the terminal it is asked again.
        """
        return Answers(
            company=self._answer("company", self.words["usual_company"]),
            departments=self.given.get("department") or (() if self.silent else self._asked_departments()) or USUAL,
            **{key: self._answer(key, list(choices)[1], choices) for key, choices in CHOICES.items()},
            cost=self._answer("cost", "500000"),
            customers=self._answer("customers", "2000"),
        )

    def _answer(self, key: str, usual: str, choices: Mapping[str, Choice] | None = None) -> Any:
        if key in self.given:
            return self.given[key]
        if self.silent:
            return CHECKS[key](usual)
        listed = "".join(f"\n  {n} {each.words(self.lang)}" for n, each in enumerate((choices or {}).values(), start=1))
        shown = str(list(choices).index(usual) + 1) if choices else usual
        return self._asked(key, self.words[key] + listed + ("\n " if listed else ""), CHECKS[key], shown)

    def _new_name(self, so_far: Sequence[Unit]) -> Callable[[str], str]:
        def check(answer: str) -> str:
            if answer.lower() in [each.label_en.lower() for each in so_far]:
                raise InputError("there is a department {answer!r} already; give another name.", answer=answer)
            return label(answer) if answer else ""

        return check

    def _asked_departments(self) -> tuple[Unit, ...]:
        found: list[Unit] = []
        roles = "; ".join(f"{n} {role}" for n, role in enumerate(ROLES, start=1))
        while len(found) < MOST_DEPARTMENTS:
            hint = self.words["last" if found else "first"]
            question = f"{counted(self.words['name'].format(n=len(found) + 1))} ({hint})"
            name = self._asked("department", question, self._new_name(found), "")
            if not name:
                break
            people = self._asked("people", counted(self.words["people"].format(name=name)), headcount, None)
            alike = resembling(name)
            question = f"{counted(self.words['role'].format(name=name))} {roles}"
            role = self._asked("role", question, one_of(ROLES), str(ROLES.index(alike) + 1) if alike else None)
            found.append(Unit(name, name, people, role))
        return tuple(found)

    def _asked(self, key: str, question: str, check: Callable[[str], T], usual: str | None) -> T:
        """Return the answer to a question; at the terminal it is asked until the answer is right."""
        while True:
            answer = self._line(f"{question}{f' [{usual}]' if usual else ''}: ", key)
            try:
                return check(answer or usual or "")
            except InputError as error:
                if not self.at_terminal:
                    raise error.within(field=key) from None
                print(in_words(error.phrase, self.lang), file=sys.stderr)

    def _line(self, prompt: str, key: str) -> str:
        if self.at_terminal:
            print(prompt, end="", file=sys.stderr, flush=True)
        try:
            line = sys.stdin.readline(LONGEST_ANSWER + 1)
        except (UnicodeDecodeError, OSError):
            raise InputError(
                "standard input cannot be read as text in UTF-8; with --yes nothing is asked.", field=key
            ) from None
        if len(line) > LONGEST_ANSWER:
            raise InputError("an answer has at most {most:,} characters.", most=LONGEST_ANSWER, field=key)
        if not line and self.at_terminal:
            raise typer.Abort
        if not line:
            raise InputError(
                "the answers on standard input end here; give all of them, or --yes for the usual ones.", field=key
            )
        return line.strip()


def _checked(answer: str, check: Callable[[str], T], option: str) -> T:
    try:
        return check(answer)
    except InputError as error:
        raise error.within(field=option) from None
