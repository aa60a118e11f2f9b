"""``crm-adoption study sensitivity``: what of all that is not known moves an outcome most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...scenarios.words.catalogue import Words
from .options import Json, Lang, Language, Quiet, Replace
from .study_options import Against, Folder, KeptMonth, OfScenario, OneOutcome, Place, StudyPath, tell_files

if TYPE_CHECKING:
    from ..learning.elementary_effects import ElementaryEffects
    from ..learning.sensitivity import Sensitivity
    from ..learning.sobol_indices import SobolIndices
    from ..learning.swings import Swings

_COLUMNS = Words("cli.study_sensitivity.columns")
_say = Words("cli.study_sensitivity")


def sensitivity_command(
    file: StudyPath,
    outcome: OneOutcome = None,
    scenario: OfScenario = None,
    against: Against = None,
    month: KeptMonth = None,
    department: Place = "company",
    out: Folder = None,
    replace: Replace = False,
    lang: Lang = Language.en,
    json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Find what an outcome depends on most: Sobol indices, elementary effects or a tornado, as the design allows."""
    from ...scenarios.studies.study import StudyFile
    from ..base.results import write_json
    from ..figures.folder import write_all
    from ..learning.sensitivity import sensitivity_in
    from ..learning.sensitivity_tables import frames_of, record

    stored = StudyFile(file)
    found = sensitivity_in(
        stored, outcome or stored.outcomes[0], scenario=scenario, against=against, month=month, department=department
    )  # fmt: skip
    tongue = found.runs.manner(lang.value)
    folder = out if out is not None else (None if json else Path(f"{file.stem}-sensitivity"))
    paths = []
    if folder is not None:
        paths = write_all(folder, figures(found, tongue), frames_of(found), replace=replace)
    if json:
        write_json(record(found, tongue))
    elif not quiet:
        _show(found, tongue)
        if folder is not None:
            tell_files(folder, paths, lang.value, json=False, quiet=False)


def figures(sensitivity: Sensitivity, lang: str) -> dict[str, Any]:
    """Return the figures by the names of their files."""
    from ..learning.chart_interplay import interplay_figure, settling_figure
    from ..learning.chart_sensitivity import effects_figure, indices_figure, tornado_figure
    from ..learning.elementary_effects import ElementaryEffects
    from ..learning.sobol_indices import SobolIndices

    found = sensitivity.found
    if isinstance(found, ElementaryEffects):
        return {"1-effects": effects_figure(sensitivity, lang)}
    if not isinstance(found, SobolIndices):
        return {"1-tornado": tornado_figure(sensitivity, lang)}
    made = {"1-indices": indices_figure(sensitivity, lang)}
    made |= {"2-interplay": interplay_figure(sensitivity, lang)} if found.second else {}
    return made | ({"3-settling": settling_figure(sensitivity, lang)} if len(found.stages) > 1 else {})


def _show(sensitivity: Sensitivity, lang: str) -> None:
    from ..learning.elementary_effects import ElementaryEffects
    from ..learning.sensitivity_sentences import below, sentences
    from ..learning.sobol_indices import SobolIndices
    from .screen import console, show_table

    screen, found = console(), sensitivity.found
    if isinstance(found, SobolIndices):
        rows = _indices(found, lang)
    else:
        rows = (
            _effects(sensitivity, found, lang)
            if isinstance(found, ElementaryEffects)
            else _swings(sensitivity, found, lang)
        )
    show_table(screen, below(sensitivity, lang), _COLUMNS.several(sensitivity.runs.kind, lang), rows)
    for each in sentences(sensitivity, lang):
        screen.print(each)


def _indices(found: SobolIndices, lang: str) -> list[list[str]]:
    from ..learning.sensitivity_sentences import share_words
    from ..learning.sensitivity_words import factor_words

    return [
        [factor_words(found.factors[k], lang), share_words(found.first[k], lang), share_words(found.total[k], lang)]
        for k in found.order
    ]


def _effects(sensitivity: Sensitivity, found: ElementaryEffects, lang: str) -> list[list[str]]:
    from ..learning.sensitivity_sentences import in_units
    from ..learning.sensitivity_words import factor_words

    numbers = in_units(sensitivity, [each.strength.value for each in found.effects], lang)
    rows = []
    for k in found.order:
        each = found.effects[k]
        ends = {key: numbers.plain(getattr(each.strength, key)).lstrip("+") for key in ("value", "low", "high")}
        strength = _say("interval", lang, **ends)
        name, spread = factor_words(found.factors[k], lang), numbers.plain(each.spread).lstrip("+")
        rows.append([name, strength, numbers.plain(each.mean), spread])
    return rows


def _swings(sensitivity: Sensitivity, found: Swings, lang: str) -> list[list[str]]:
    from ..learning.sensitivity_sentences import in_units
    from ..learning.uncertainty_words import label, written

    changes = [level.change for each in found.swings for level in each.levels]
    numbers, rows = in_units(sensitivity, [each.value for each in changes], lang), []
    for swing in (found.swings[k] for k in found.order):
        gap = swing.levels[-1].value - swing.levels[0].value
        for level in swing.levels:
            ends = {key: numbers.plain(getattr(level.change, key)) for key in ("value", "low", "high")}
            change = _say("interval", lang, **ends) if found.replications > 1 else ends["value"]
            values = [written(swing.name, value, lang, gap) for value in (swing.base, level.value)]
            rows.append([label(swing.name, lang), *values, change])
    return rows
