"""A scenario file to start from: the company as it is today, from a handful of answers, with comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..reading.toml_text import text, value
from ..words.catalogue import Words

_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_LIKE = {
    "customer_success": ("success", "betreuung", "kundenerfolg", "onboarding", "beratung", "consult"),
    "marketing": ("market", "brand", "werbung", "kommunikation"),
    "sales": ("sales", "vertrieb", "verkauf", "außendienst", "account"),
    "service": ("service", "support", "kundendienst", "hotline", "help"),
}
"""What in a department's name says which standard role it resembles."""
COLUMN = 34
"""Where comments behind values begin."""


_say = Words("files.starter")


@dataclass(frozen=True)
class Unit:
    """A department as its company describes it.

    Attributes
    ----------
    label_en, label_de : str
        Name in words.
    people : int
        Headcount, 1 or more.
    role : str
        Standard role whose work with the features is most alike, for example ``sales``.
    """

    label_en: str
    label_de: str
    people: int
    role: str


@dataclass(frozen=True)
class Choice:
    """One answer to choose: what it is an answer to, which it is, and where it puts the levers (judgement)."""

    question: str
    key: str
    levers: Mapping[str, float]

    def words(self, lang: str) -> str:
        """Return the answer in words."""
        return _say.of("answers").of(self.question)(self.key, lang)


MEASURED: dict[str, Choice] = {
    "own": Choice("measured", "own", {"kpi_alignment": 0.03, "silo_strength": 0.80}),
    "partly": Choice("measured", "partly", {"kpi_alignment": 0.10, "silo_strength": 0.60}),
    "shared": Choice("measured", "shared", {"kpi_alignment": 0.30, "silo_strength": 0.40}),
}
SPONSOR: dict[str, Choice] = {
    "none": Choice("sponsor", "none", {"sponsorship": 0.15, "supervisor_commitment": 0.20}),
    "in_name": Choice("sponsor", "in_name", {"sponsorship": 0.40, "supervisor_commitment": 0.40}),
    "visible": Choice("sponsor", "visible", {"sponsorship": 0.70, "supervisor_commitment": 0.60}),
}
CHANGE: dict[str, Choice] = {
    "much": Choice("change", "much", {"change_capacity": 0.50}),
    "some": Choice("change", "some", {"change_capacity": 0.75}),
    "little": Choice("change", "little", {"change_capacity": 1.00}),
}
USUAL: tuple[Unit, ...] = (
    Unit("Sales", "Vertrieb", 50, "sales"),
    Unit("Marketing", "Marketing", 20, "marketing"),
    Unit("Customer Success", "Kundenbetreuung", 25, "customer_success"),
    Unit("Service", "Service", 25, "service"),
)
"""Departments of a company that says nothing about its own."""


@dataclass(frozen=True)
class Answers:
    """What a company says about itself.

    Attributes
    ----------
    company : str
        Its name.
    departments : sequence of Unit
        At least one, two people in all.
    measured, sponsor, change : str
        Keys of `MEASURED`, `SPONSOR`, `CHANGE`.
    cost, customers : int
        Price of the platform in EUR; customers at the start, 0 where there is no market.
    old_crm : int
        Percent of the work that is done in an old CRM today, 0 where there is none.
    """

    company: str
    departments: Sequence[Unit] = USUAL
    measured: str = "partly"
    sponsor: str = "in_name"
    change: str = "some"
    cost: int = 500_000
    customers: int = 2000
    old_crm: int = 0


def resembling(name: str) -> str | None:
    """Return the standard role that a department's name speaks of, if any."""
    return next((role for role, parts in _LIKE.items() if any(part in name.lower() for part in parts)), None)


def machine_name(label: str) -> str:
    """Return a name for use in files and code: small letters, digits and underscores, perhaps none."""
    spelt = label.lower()
    for umlaut, letters in _UMLAUTS.items():
        spelt = spelt.replace(umlaut, letters)
    plain = "".join(each for each in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(each))
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def names(departments: Sequence[Unit]) -> list[str]:
    """Return the departments' machine names, in their order; all are different."""
    found: list[str] = []
    for number, each in enumerate(departments, start=1):
        name = machine_name(each.label_en) or f"department_{number}"
        while name in found:
            name += "_too"
        found.append(name)
    return found


def _line(name: str, given: Any, comment: str = "") -> str:
    said = f"{name} = {f'{given:_}' if isinstance(given, int) else value(given)}"
    return f"{said:<{COLUMN}}# {comment}" if comment else said


def _organisation(answers: Answers, lang: str) -> list[str]:
    lines = ["[organisation]", _line("name", answers.company)]
    for name, choices in (("measured", MEASURED), ("sponsor", SPONSOR), ("change", CHANGE)):
        choice = choices[getattr(answers, name)]
        lines += ["# " + _say(name, lang, answer=choice.words(lang))]
        lines += [_line(lever, level, _say(lever, lang)) for lever, level in choice.levers.items()]
    fixed = [] if answers.customers else [_line("variable_pay", 0, _say("variable_pay", lang))]
    return [*lines, *fixed, "# " + _say("roster", lang)]


def _department(name: str, unit: Unit, lang: str, *, first: bool) -> list[str]:
    return [
        "", f"[organisation.departments.{name}]", *(["# " + _say("local", lang)] if first else []),
        _line("label_en", unit.label_en), _line("label_de", unit.label_de),
        _line("role", unit.role, _say("role", lang)), _line("people", unit.people),
    ]  # fmt: skip


def _old_crm(percent: int, lang: str) -> list[str]:
    until = f"# {_line('until', 12, _say('until', lang))}"
    return ["", "[organisation.old_crm]", _line("use", percent / 100.0, _say("use", lang)), until]


def _plan(lang: str, file: str) -> list[str]:
    plan = [
        "[[interventions]]", _line("kind", "AlignKPIs"), _line("start", 3, _say("start", lang)),
        _line("ramp", 6, _say("ramp", lang)), _line("budget", 60_000, _say("budget", lang)),
    ]  # fmt: skip
    return ["", *("# " + each.format(file=file) for each in _say.several("plan", lang)), *("#" + each for each in plan)]


def written(answers: Answers, lang: str, file: str) -> str:
    """Return the scenario file that says what a company said about itself.

    Parameters
    ----------
    answers : Answers
        What the company said.
    lang : {"en", "de"}
        Language of the comments.
    file : str
        Name of the file, for the commands in its comments.
    """
    lines = [f"# {_say('head', lang)}", f"# {_say('parameters', lang)}", ""]
    lines += [f"title_{each} = {text(answers.company)}" for each in ("en", "de")]
    lines += [_line("months", 36, _say("months", lang)), "", *_organisation(answers, lang)]
    for number, (name, unit) in enumerate(zip(names(answers.departments), answers.departments, strict=True)):
        lines += _department(name, unit, lang, first=number == 0)
    lines += _old_crm(answers.old_crm, lang) if answers.old_crm else []
    lines += ["", "[market]", _line("customers", answers.customers, _say("customers", lang))]
    lines += [_line("platform_cost", answers.cost, _say("platform_cost", lang)), *_plan(lang, file)]
    return "\n".join(lines) + "\n"
