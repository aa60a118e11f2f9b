"""Options that all commands share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar

import typer

from ...model.phrase import Phrase, either
from ...scenarios.words.files import ENGLISH, languages, spoken
from ...scenarios.words.months import month_read


class Language(str):
    """A language of labels, tables and advice: one that the catalogue of words has, called by its code."""

    en: ClassVar[Language]

    @property
    def value(self) -> str:
        """The code alone."""
        return str(self)


Language.en = Language(ENGLISH)


def whole(text: str) -> int:
    """Return a whole number typed by the user, or say what was typed instead."""
    try:
        return int(text)
    except ValueError:
        raise typer.BadParameter(Phrase("{text!r} is not a whole number.", text=text)) from None


def month_typed(text: str) -> int | str:
    """Return a month typed by the user: its number, or a calendar month as it stands."""
    return text if month_read(text) is not None else whole(text)


def as_told(settings: Sequence[str] | None, go_live: str | None, currency: str | None) -> list[str]:
    """Return the settings of a scenario with the month of go-live and the currency that were typed."""
    typed = {"go_live": go_live, "currency": currency}
    return [*(settings or ()), *(f"{name}={value}" for name, value in typed.items() if value is not None)]


def language_of(*rooms: str) -> Any:
    """Return the option of a language for a command that speaks where some rooms of the catalogue are translated."""

    def language(text: str) -> Language:
        """Return a language typed by the user, or say which this command speaks."""
        known = spoken(*rooms)
        if text in known:
            return Language(text)
        others = either([", ".join(known[:-1]), known[-1]])
        problem = "{text!r} is not a language we have; give {languages}."
        if text in languages():
            problem = "{text!r} is not one that this command speaks yet; give {languages}."
        raise typer.BadParameter(Phrase(problem, text=text, languages=others))

    return typer.Option(parser=language, metavar="|".join(spoken(*rooms)), help="Language of labels and advice.")


Replications = Annotated[
    int, typer.Option(parser=whole, metavar="NUMBER", help="Companies simulated per scenario; the same ones in each.")
]
Seed = Annotated[
    int,
    typer.Option(parser=whole, metavar="NUMBER", help="Root seed; the same seed gives the same numbers, bit for bit."),
]
Months = Annotated[
    int | None, typer.Option(parser=whole, metavar="NUMBER", help="Horizon in months instead of the scenario's.")
]
Month = Annotated[
    Any,
    typer.Option(
        parser=month_typed, metavar="NUMBER|2028-03", help="Month in which to compare (default: 12, or the last)."
    ),
]
GoLive = Annotated[
    str | None,
    typer.Option("--go-live", metavar="2027-04", help="Calendar month of go-live: months are told as calendar months."),
]
Currency = Annotated[
    str | None,
    typer.Option("--currency", metavar="CHF", help="Currency of all amounts (default: EUR); nothing is converted."),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option("--outcome", metavar="NAME", help="Outcome to show; repeat for more. The first is the main one."),
]
Workers = Annotated[
    int | None,
    typer.Option(
        parser=whole, metavar="NUMBER", help="Threads (default: one per core); results do not depend on them."
    ),
]


def behaviour_option(metavar: str, meaning: str) -> Any:
    """Return the option of how people behave, which has the same two names in every command."""
    return typer.Option("--behaviour", "--ensemble", metavar=metavar, help=meaning)


_HOW_PEOPLE_BEHAVE = (
    "How people behave: from company to company as each of the parameter sets that fit the evidence (or all bands, or "
    "a file's), or as the scenario has it."
)
BehaviourName = Annotated[str, behaviour_option("evidence|all|default|FILE", _HOW_PEOPLE_BEHAVE)]
BehaviourIfAny = Annotated[
    str | None, behaviour_option("evidence|all|default|FILE", f"{_HOW_PEOPLE_BEHAVE} (default: evidence)")
]
"""Of commands in which something else may say how people behave."""
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Value in place of the scenario's, such as organisation.departments.sales.resistance=0.4 or "
        "interventions.1.strength=0.5; repeat for more.",
    ),
]
AllowOutside = Annotated[
    bool, typer.Option("--allow-outside", help="Let a scenario name files outside its own folder; they are only read.")
]
AllowPlugins = Annotated[
    bool,
    typer.Option(
        "--allow-plugins",
        help='Let a scenario name interventions that are not ours, as kind = "module:Class"; their code is run, so '
        "only for files you trust.",
    ),
]
Details = Annotated[bool, typer.Option("--details", help="Print all tables and sentences, not one screen.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on standard output and nothing else.")]
Out = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Folder for results (compare has one by default).")]
Replace = Annotated[bool, typer.Option("--replace", help="Write over other results in --out.")]
Lang = Annotated[Language, language_of("cli")]
"""Of commands whose own words stand in the room ``cli``."""
LangOfComparison = Annotated[Language, language_of("telling", "board", "figures", "base", "evidence")]
LangOfStory = Annotated[Language, language_of("story", "pages", "laboratory", "drawings", "mesa")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Print no table and no progress.")]


def decimal(text: str) -> float:
    """Return a number typed by the user, with a point or a comma, or say what was typed instead."""
    try:
        return float(str(text).strip().removesuffix("%").replace(",", "."))
    except ValueError:
        raise typer.BadParameter(Phrase("{text!r} is not a number.", text=text)) from None


def amount(text: str) -> float:
    """Return an amount of money typed by the user; groups of three digits may be parted by . , _ or a space."""
    plain = str(text).strip()
    if re.fullmatch(r"\d{1,3}([.,_ ])\d{3}(\1\d{3})*", plain):
        plain = re.sub(r"\D", "", plain)
    try:
        return float(plain)
    except ValueError:
        raise typer.BadParameter(Phrase("{text!r} is not an amount of money; write it as 200000.", text=text)) from None


Pairs = Annotated[
    int | None,
    typer.Option(
        "--replications", parser=whole, metavar="NUMBER",
        help="Companies simulated per scenario, the same ones in each (default: as many as --precision asks for).",
    ),
]  # fmt: skip
HowPrecise = Annotated[
    float,
    typer.Option(
        "--precision", parser=decimal, metavar="POINTS",
        help="Add companies, from 128 on, until the best programme's differences to the baseline and to the runner-up "
        "are known to this many percentage points (half of the 95 % interval; percent of the baseline's level where "
        "the main outcome is no share).",
    ),
]  # fmt: skip
Most = Annotated[
    int, typer.Option("--most", parser=whole, metavar="NUMBER", help="Largest number of companies per scenario.")
]
Budget = Annotated[
    float | None,
    typer.Option(
        "--budget", parser=amount, metavar="EUR",
        help="Scale every programme that costs something to this total spending within the horizon.",
    ),
]  # fmt: skip
PerHead = Annotated[
    float | None,
    typer.Option(
        "--per-head", parser=amount, metavar="EUR",
        help="The same in EUR a head (where no scenario is named: 1250).",
    ),
]  # fmt: skip
Thresholds = Annotated[
    list[str] | None,
    typer.Option(
        "--threshold", metavar="PERCENT", help="Show when real use passes this (default: 25 and 50); repeat for more."
    ),
]
ByDepartment = Annotated[bool, typer.Option("--by-department", help="Show the main outcome by department too.")]
Document = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="FILE",
        help="File to write: .html (opens in any browser, offline) or .pptx (slides).",
    ),
]
ReplaceFile = Annotated[bool, typer.Option("--replace", help="Write over other results in --out.")]
Template = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Presentation whose masters, fonts and colours slides take.")
]
NoFigures = Annotated[bool, typer.Option("--no-figures", help="Draw no figures, which takes half of the time.")]
Style = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Style file of matplotlib's, laid over ours in figures (fonts, colours, dpi)."),
]
Xlsx = Annotated[bool, typer.Option("--xlsx", help="Write an Excel workbook too (needs the extra analysis).")]
Parquet = Annotated[bool, typer.Option("--parquet", help="Write results.parquet too (needs the extra analysis).")]
Company = Annotated[str, typer.Argument(metavar="[SCENARIO]", help="The company: a shipped name or a scenario file.")]
OneOutcome = Annotated[str, typer.Option("--outcome", metavar="NAME", help="Outcome that counts.")]
InMonth = Annotated[
    Any,
    typer.Option(
        "--month",
        parser=month_typed,
        metavar="NUMBER|2028-03",
        help="Month in which it counts (default: 24, or the last).",
    ),
]
SetReplications = Annotated[
    int,
    typer.Option(
        "--replications", parser=whole, metavar="NUMBER",
        help="Companies simulated per parameter set, the same ones in each.",
    ),
]  # fmt: skip
