"""Files with mistakes in them, and English words that no sentence in another language may hold."""

from __future__ import annotations

import re
from pathlib import Path

ENGLISH = re.compile(
    r"\b(the|is|are|must|allowed|did you mean|there|not a|give|with|and|or|of|this|has|have|unknown|choose|write|read|"
    r"no|see|missing|file|folder|such|cannot|from|needs?|people)\b",
    re.IGNORECASE,
)
TOML = {
    "field.toml": 'extends = "seed_company"\nmonhts = 3\n',
    "value.toml": 'extends = "seed_company"\n[organisation]\nsilo_strength = "0,6"\n',
    "range.toml": 'extends = "seed_company"\n[organisation]\nsilo_strength = 3.0\n',
    "kind.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Trainin"\n',
    "nokind.toml": 'extends = "seed_company"\n[[interventions]]\nstart = 3\n',
    "both.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Training"\nstrength = 0.5\nbudget = 9\n',
    "month.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Training"\nstart = "2026-01"\n',
    "late.toml": 'extends = "seed_company"\nmonths = 6\n[[interventions]]\nkind = "Training"\nstart = 9\n',
    "when.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Training"\nwhen = "much use"\n',
    "quote.toml": "extends = “seed_company”\n",
    "comma.toml": 'extends = "seed_company"\n[organisation]\nsilo_strength = 0,6\n',
    "twice.toml": 'extends = "seed_company"\nmonths = 3\nmonths = 4\n',
    "open.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Training"\ndepartments = ["sales"\n',
    "thousand.toml": 'extends = "seed_company"\n[[interventions]]\nkind = "Training"\nbudget = 90.000\n',
    "json.toml": '{"extends": "seed_company"}\n',
    "circle.toml": 'extends = "circle.toml"\n',
    "outside.toml": 'extends = "../../elsewhere.toml"\n',
    "roster.toml": 'extends = "seed_company"\n[organisation]\nroster = "people.csv"\n',
    "nobody.toml": 'extends = "seed_company"\n[organisation]\nroster = "none.csv"\n',
    "role.toml": 'extends = "seed_company"\n[organisation.departments.sales]\nrole = "selling"\n',
    "feature.toml": 'extends = "seed_company"\n[features.pipelin]\nusefulness = 0.5\n',
    "single.toml": 'extends = "seed_company"\ninterventions = 3\n',
    "alone.toml": "months = 6\n",
    "empty.toml": "",
}


def written(folder: Path) -> Path:
    """Write the files with mistakes into a folder, with a list of people and a folder called like a file."""
    for name, text in TOML.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "people.csv").write_text("id,department,manager\n1,sales,\n1,selling,7\n", encoding="utf-8")
    (folder / "sub.toml").mkdir()
    return folder
