"""``crm-adoption diagnose``: what a company's own usage export says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ...scenarios.words.catalogue import Words
from .company_options import (
    AcceptLosses,
    Base,
    KeepIds,
    LiveSince,
    MappingFile,
    Match,
    PseudonymKey,
    Roster,
    TimeZone,
    UsageFile,
    VendorName,
    base_of,
    naming_of,
)
from .options import AllowPlugins, Details, Json, Lang, Language, Out, Quiet, Replace, Style

if TYPE_CHECKING:
    from ..company.diagnosis import DiagnosisResult

_say = Words("cli.diagnose")
By = Annotated[
    Literal["week"] | None, typer.Option("--by", help="Show who was in the system by week too, in tables and files.")
]


def diagnose_command(
    roster: Roster,
    usage: UsageFile,
    mapping: MappingFile = None,
    vendor: VendorName = None,
    match: Match = None,
    accept_losses: AcceptLosses = False,
    time_zone: TimeZone = None,
    scenario: Base = None,
    live_since: LiveSince = None,
    by: By = None,
    keep_ids: KeepIds = False,
    pseudonym_key: PseudonymKey = None,
    allow_plugins: AllowPlugins = False,
    out: Out = None,
    replace: Replace = False,
    style: Style = None,
    lang: Lang = Language.en,
    details: Details = False,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read who used which feature, and say what it means: by department and feature, real use or bare minimum."""
    from ...scenarios.usage.reading import read_company
    from ..base.results import check_folder, fingerprint, write_json
    from ..company.brief import brief
    from ..company.diagnosis import diagnose
    from ..company.tables import document
    from .one_screen import show

    naming = naming_of(mapping, vendor, match, accept_losses, time_zone)
    base = base_of(scenario, allow_plugins)
    company, found_usage = read_company(roster, usage, naming, base, keep_ids=keep_ids, pseudonym_key=pseudonym_key)
    if out is not None:
        check_folder(out, fingerprint([company.nameless]), replace=replace)
    found = diagnose(company, found_usage, naming, live_since)
    if out is not None:
        write_folder(found, out, lang.value, style, by)
    if json:
        write_json(document(found, lang.value, by))
    elif not quiet:
        files = [] if out is None else [_say("files", lang.value, folder=out)]
        if details:
            show_all(found, lang.value, files, by)
        else:
            show(brief(found, lang.value, by), lang.value, folder=out)


def show_all(found: DiagnosisResult, lang: str, files: Sequence[str], by: str | None = None) -> None:
    """Print tables and sentences."""
    from ..company.content import by_content, content_line
    from ..company.findings import findings
    from ..company.problem_words import problem_text
    from ..company.tables import feature_table, hidden_line, months_line, place_table, rule_line
    from ..company.weekly import quiet_table, quiet_title, week_table
    from ..words.mistakes import in_words
    from .screen import console, show_table

    screen = console()
    screen.print(months_line(found, lang))
    columns = ", ".join(f"{kind} = {heading}" for kind, heading in found.usage.columns.items())
    departments = ", ".join(f"{name} = {role}" for name, role in found.company.guessed.items())
    screen.print(_say("guessed", lang, columns=columns, departments=departments))
    if found.usage.assumed:
        screen.print(_say("assumed", lang, what="; ".join(in_words(each, lang) for each in found.usage.assumed)))
    show_table(screen, _say("places", lang), *place_table(found, lang))
    show_table(screen, _say("features", lang), *feature_table(found, lang))
    show_table(screen, quiet_title(found, lang), *quiet_table(found, lang))
    if by is not None:
        show_table(screen, _say("weeks", lang), *week_table(found, lang))
    if hidden := hidden_line(found, lang):
        screen.print(hidden)
    screen.print(rule_line(found, lang))
    if (content := by_content(found)) is not None:
        screen.print(content_line(found, content, lang))
    screen.print()
    screen.print(f"{_say('stands out', lang)}:")
    for text in findings(found, lang):
        screen.print(f"- {text}")
    screen.print(f"\n{_say('problems', lang)}:")
    for text in [problem_text(each, lang) for each in found.usage.problems] or [_say("none", lang)]:
        screen.print(f"- {text}")
    for text in files:
        screen.print(text)


def write_folder(
    found: DiagnosisResult, folder: Path, lang: str, style: Path | None = None, by: str | None = None
) -> None:
    """Write tables, figures, diagnosis.json and the mapping as it was guessed, all or none."""
    from ...scenarios.usage.mapping import mapping_text
    from ..base.exports import json_text, write_folder
    from ..base.results import provenance
    from ..company.charts import diagnosis_figures
    from ..company.exports import csv_text
    from ..company.tables import document, feature_table, place_table
    from ..company.weekly import quiet_table, week_table
    from ..figures.folder import drawing

    usage, record = found.usage, provenance([found.company.nameless], seed=0, replications=1)
    del record["scenarios"]  # it holds everybody's place in the hierarchy
    texts = {
        "places.csv": csv_text(*place_table(found, lang)),
        "features.csv": csv_text(*feature_table(found, lang)),
        "inactive.csv": csv_text(*quiet_table(found, lang)),
        "diagnosis.json": json_text(document(found, lang, by)),
        "mapping.toml": mapping_text(usage.columns, usage.names, found.company.guessed, usage.vendor),
    }
    if by is not None:
        texts["weeks.csv"] = csv_text(*week_table(found, lang))
    write_folder(folder, texts, record, drawing(lambda: diagnosis_figures(found, lang), style))
