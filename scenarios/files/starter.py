"""A scenario file to start from: the company as it is today, from a handful of answers, with comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..reading.toml_text import text, value

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
    """One answer to choose: what it says in words, and where it puts the levers (judgement)."""

    en: str
    de: str
    levers: Mapping[str, float]

    def words(self, lang: str) -> str:
        """Return the answer in words."""
        return self.de if lang == "de" else self.en


MEASURED: dict[str, Choice] = {
    "own": Choice(
        "by their own figures only", "nur an eigenen Zahlen", {"kpi_alignment": 0.03, "silo_strength": 0.80}
    ),
    "partly": Choice(
        "mostly by their own figures", "vor allem an eigenen Zahlen", {"kpi_alignment": 0.10, "silo_strength": 0.60}
    ),
    "shared": Choice(
        "to a good part by shared customer outcomes", "zu einem guten Teil an gemeinsamen Kundenergebnissen",
        {"kpi_alignment": 0.30, "silo_strength": 0.40},
    ),
}  # fmt: skip
SPONSOR: dict[str, Choice] = {
    "none": Choice("nobody", "niemand", {"sponsorship": 0.15, "supervisor_commitment": 0.20}),
    "in_name": Choice(
        "somebody, in name", "jemand dem Namen nach", {"sponsorship": 0.40, "supervisor_commitment": 0.40}
    ),
    "visible": Choice(
        "somebody whom everybody sees doing it", "jemand, und alle sehen es",
        {"sponsorship": 0.70, "supervisor_commitment": 0.60},
    ),
}  # fmt: skip
CHANGE: dict[str, Choice] = {
    "much": Choice(
        "a lot, and people are tired of it", "sehr viel, und die Leute sind es müde", {"change_capacity": 0.50}
    ),
    "some": Choice("some", "einiges", {"change_capacity": 0.75}),
    "little": Choice("hardly anything", "kaum etwas", {"change_capacity": 1.00}),
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
        Price of the platform in EUR; customers at the start.
    """

    company: str
    departments: Sequence[Unit] = USUAL
    measured: str = "partly"
    sponsor: str = "in_name"
    change: str = "some"
    cost: int = 500_000
    customers: int = 2000


_WORDS = {
    "en": {
        "head": "The company of today, with nothing done, written by `crm-adoption new`; change what you know better.",
        "parameters": "`crm-adoption parameters` lists all that can be given, with meaning, range and source.",
        "months": "horizon in months; month 0 is go-live",
        "measured": "Departments are measured {}.",
        "sponsor": "Behind the CRM in top management: {}.",
        "change": "Change that runs at the same time: {}.",
        "kpi_alignment": "0 own figures only, 1 shared customer outcomes only",
        "silo_strength": "0 open towards each other, 1 closed",
        "sponsorship": "0 nobody, 1 visible every day",
        "supervisor_commitment": "how far line managers ask for real use",
        "change_capacity": "1 all attention is free for the CRM, 0.05 none",
        "roster": "If you have a list of your people, name it here instead of people below: roster = \"people.csv\"",
        "role": "standard role whose work is most alike",
        "local": "Every number of [organisation] may stand here too, for this department alone.",
        "customers": "at the start",
        "platform_cost": "EUR, paid at the start",
        "plan": [
            "What could be done: take away the # before the lines below, then `crm-adoption compare {file}`",
            "shows what it changes. Or write each plan into a file of its own that begins with",
            'extends = "{file}", and compare them: `crm-adoption compare {file} plan_a.toml plan_b.toml`.',
        ],
        "start": "works from month 3 on",
        "ramp": "at full strength half a year later",
        "budget": "EUR in all; or strength = 0 to 1",
    },
    "de": {
        "head": "Das Unternehmen von heute, ohne Programm (von `crm-adoption new`); ändern Sie, was Sie besser wissen.",
        "parameters": "`crm-adoption parameters` nennt alles, was man angeben kann, mit Bedeutung, Bereich und Quelle.",
        "months": "Zeitraum in Monaten; Monat 0 ist die Einführung",
        "measured": "Die Abteilungen werden gemessen: {}.",
        "sponsor": "Hinter dem CRM steht in der Geschäftsführung: {}.",
        "change": "Was sich zur gleichen Zeit sonst verändert: {}.",
        "kpi_alignment": "0 nur eigene Zahlen, 1 nur gemeinsame Kundenergebnisse",
        "silo_strength": "0 offen füreinander, 1 verschlossen",
        "sponsorship": "0 niemand, 1 jeden Tag sichtbar",
        "supervisor_commitment": "wie sehr Vorgesetzte echte Nutzung verlangen",
        "change_capacity": "1 alle Aufmerksamkeit ist frei für das CRM, 0.05 keine",
        "roster": "Haben Sie eine Personalliste, nennen Sie sie hier statt people unten: roster = \"people.csv\"",
        "role": "Standardrolle mit der ähnlichsten Arbeit",
        "local": "Jede Zahl aus [organisation] kann auch hier stehen und gilt dann nur für diese Abteilung.",
        "customers": "zu Beginn",
        "platform_cost": "EUR, zu Beginn bezahlt",
        "plan": [
            "Was man tun könnte: Nehmen Sie das # vor den folgenden Zeilen weg, dann zeigt",
            "`crm-adoption compare {file}`, was es ändert. Oder schreiben Sie jeden Plan in eine eigene Datei, die mit",
            'extends = "{file}" beginnt, und vergleichen Sie: `crm-adoption compare {file} plan_a.toml plan_b.toml`.',
        ],
        "start": "wirkt ab Monat 3",
        "ramp": "ein halbes Jahr später mit voller Stärke",
        "budget": "EUR insgesamt; oder strength = 0 bis 1",
    },
}  # fmt: skip


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


def _organisation(answers: Answers, words: Mapping[str, Any], lang: str) -> list[str]:
    lines = ["[organisation]", _line("name", answers.company)]
    for name, choices in (("measured", MEASURED), ("sponsor", SPONSOR), ("change", CHANGE)):
        choice = choices[getattr(answers, name)]
        lines += ["# " + words[name].format(choice.words(lang))]
        lines += [_line(lever, level, words[lever]) for lever, level in choice.levers.items()]
    return [*lines, "# " + words["roster"]]


def _department(name: str, unit: Unit, words: Mapping[str, Any], *, first: bool) -> list[str]:
    return [
        "", f"[organisation.departments.{name}]", *(["# " + words["local"]] if first else []),
        _line("label_en", unit.label_en), _line("label_de", unit.label_de),
        _line("role", unit.role, words["role"]), _line("people", unit.people),
    ]  # fmt: skip


def _plan(words: Mapping[str, Any], file: str) -> list[str]:
    plan = [
        "[[interventions]]", _line("kind", "AlignKPIs"), _line("start", 3, words["start"]),
        _line("ramp", 6, words["ramp"]), _line("budget", 60_000, words["budget"]),
    ]  # fmt: skip
    return ["", *("# " + each.format(file=file) for each in words["plan"]), *("#" + each for each in plan)]


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
    words = _WORDS[lang]
    lines = [f"# {words['head']}", f"# {words['parameters']}", ""]
    lines += [f"title_{each} = {text(answers.company)}" for each in ("en", "de")]
    lines += [_line("months", 36, str(words["months"])), "", *_organisation(answers, words, lang)]
    for number, (name, unit) in enumerate(zip(names(answers.departments), answers.departments, strict=True)):
        lines += _department(name, unit, words, first=number == 0)
    lines += ["", "[market]", _line("customers", answers.customers, str(words["customers"]))]
    lines += [_line("platform_cost", answers.cost, str(words["platform_cost"])), *_plan(words, file)]
    return "\n".join(lines) + "\n"
