"""``crm-adoption diagnose``: what a company's own usage export says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...scenarios.words.catalogue import Words
from .company_options import Base, KeepIds, MappingFile, Roster, UsageFile, base_of, named
from .options import AllowPlugins, Json, Lang, Language, Out, Quiet, Replace, Style

if TYPE_CHECKING:
    from ..company.diagnosis import Diagnosis

_say = Words("cli.diagnose")


def diagnose_command(
    roster: Roster,
    usage: UsageFile,
    mapping: MappingFile = None,
    scenario: Base = None,
    keep_ids: KeepIds = False,
    allow_plugins: AllowPlugins = False,
    out: Out = None,
    replace: Replace = False,
    style: Style = None,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Read who used which feature, and say what it means: by department and feature, real use or bare minimum."""
    from ...scenarios.usage.reading import read_company
    from ..base.results import check_folder, fingerprint, write_json
    from ..company.diagnosis import diagnose
    from ..company.tables import document

    naming = named(mapping)
    company, found_usage = read_company(roster, usage, naming, base_of(scenario, allow_plugins), keep_ids=keep_ids)
    if out is not None:
        check_folder(out, fingerprint([company.scenario]), replace=replace)
    found = diagnose(company, found_usage, naming)
    if out is not None:
        write_folder(found, out, lang.value, style)
    if json:
        write_json(document(found, lang.value))
    elif not quiet:
        show(found, lang.value)
        if out is not None:
            print(_say("files", lang.value, folder=out))


def show(found: Diagnosis, lang: str) -> None:
    """Print tables and sentences."""
    from ..company.findings import findings
    from ..company.problem_words import problem_text
    from ..company.tables import feature_table, months_line, place_table, rule_line
    from .screen import console, show_table

    screen = console()
    screen.print(months_line(found, lang))
    columns = ", ".join(f"{kind} = {heading}" for kind, heading in found.usage.columns.items())
    departments = ", ".join(f"{name} = {role}" for name, role in found.company.guessed.items())
    screen.print(_say("guessed", lang, columns=columns, departments=departments))
    show_table(screen, _say("places", lang), *place_table(found, lang))
    show_table(screen, _say("features", lang), *feature_table(found, lang))
    screen.print(rule_line(found, lang) + "\n")
    screen.print(f"{_say('stands out', lang)}:")
    for text in findings(found, lang):
        screen.print(f"- {text}")
    screen.print(f"\n{_say('problems', lang)}:")
    for text in [problem_text(each, lang) for each in found.usage.problems] or [_say("none", lang)]:
        screen.print(f"- {text}")


def write_folder(found: Diagnosis, folder: Path, lang: str, style: Path | None = None) -> None:
    """Write tables, figures, diagnosis.json and the mapping as it was guessed, all or none."""
    import json

    from ...scenarios.usage.mapping import mapping_text
    from ...scenarios.writing.whole import write_file
    from ..base.results import ResultFolder, provenance
    from ..company.charts import diagnosis_figures
    from ..company.exports import write_csv
    from ..company.tables import document, feature_table, place_table
    from ..figures.folder import save
    from ..figures.style import own_style

    scenario, usage = found.company.scenario, found.usage
    with ResultFolder(folder) as target:
        path = target.path
        write_csv(path / "places.csv", *place_table(found, lang))
        write_csv(path / "features.csv", *feature_table(found, lang))
        text = json.dumps(document(found, lang), indent=2, ensure_ascii=False, allow_nan=False)
        write_file(path / "diagnosis.json", text + "\n")
        guessed = mapping_text(usage.columns, usage.names, found.company.guessed)
        write_file(path / "mapping.toml", guessed)
        with own_style(style):
            for name, figure in diagnosis_figures(found, lang).items():
                save(figure, path, name)
        record = provenance([scenario], seed=0, replications=1)
        del record["scenarios"]  # it holds everybody's place in the hierarchy
        target.finish(record)
