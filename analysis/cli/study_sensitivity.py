"""``crm-adoption study sensitivity``: what of all that is not known moves an outcome most."""

from __future__ import annotations

from pathlib import Path

from .options import Json, Lang, Language, Quiet, Replace
from .study_options import Against, Folder, KeptMonth, OfScenario, OneOutcome, Place, StudyPath, tell_files


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
    from ..learning.told_sensitivity import sensitivity_in
    from .study_options import tell_brief

    stored = StudyFile(file)
    found = sensitivity_in(
        stored, outcome or stored.outcomes[0], scenario=scenario, against=against, month=month, department=department
    )  # fmt: skip
    folder = out if out is not None else (None if json else Path(f"{file.stem}-sensitivity"))
    paths = []
    if folder is not None:
        paths = found.files(folder, lang.value, replace=replace)
    if json:
        write_json(found.to_dict(lang.value))
    elif not quiet:
        tell_brief(found.brief(lang.value))
        if folder is not None:
            tell_files(folder, paths, lang.value, json=False, quiet=False)
