"""Calendar months and a currency in scenario files: read, checked, refused in a sentence, and written again."""

from __future__ import annotations

from pathlib import Path

import pytest
from crm_adoption import load
from crm_adoption.model.errors import InputError
from crm_adoption.scenarios.files.written import scenario_files
from crm_adoption.scenarios.words.manner import Manner

FILE = """
extends = "seed_company"
go_live = "2027-04"
currency = "CHF"
[features.lead_scoring]
go_live = { "" = "2027-06", sales = "2027-05" }
[[interventions]]
kind = "Training"
start = "2027-06"
end = "2028-04"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(FILE, "utf-8")
    return path


def test_calendar_months_are_months_from_go_live(file: Path) -> None:
    found = load(file)
    assert [(each.start, each.end) for each in found.interventions] == [(2, 12)]
    feature = next(each for each in found.company.catalogue.features if each.name == "lead_scoring")
    assert (feature.go_live, dict(feature.go_live_in)) == (2, {"sales": 1})
    manner = found.manner("de")
    assert isinstance(manner, Manner)
    assert (manner, manner.currency, manner.first) == ("de", "CHF", 12 * 2027 + 3)


def test_they_are_written_as_they_were_meant(file: Path, tmp_path: Path) -> None:
    there = tmp_path / "again"
    there.mkdir()
    for name, text in scenario_files(load(file)).items():
        (there / name).write_text(text, "utf-8")
    assert load(there / "plan.toml") == load(file)


def test_they_can_be_set(file: Path) -> None:
    found = load(file, settings=["go_live=2027-01", "currency=USD", "interventions.1.start=2027-02"])
    assert (found.go_live, found.currency, found.interventions[0].start) == ("2027-01", "USD", 1)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("go_live=2027-07", "2027-06 lies before go-live, which is in 2027-07; give 2027-07 or later."),
        ("interventions.1.start=2026-12", "2026-12 lies before go-live, which is in 2027-04"),
        ("go_live=2027-13", "'2027-13' is no calendar month; write year and month, for example 2027-04."),
        ("currency=franc", "'franc' is no currency; give its code of three capital letters, for example CHF."),
        ("interventions.1.start=2028-05", "is not after the start"),
    ],
)
def test_mistakes_are_told(file: Path, setting: str, said: str) -> None:
    with pytest.raises(InputError, match=r".") as caught:
        load(file, settings=[setting])
    assert said in str(caught.value)


def test_a_calendar_month_without_go_live_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(FILE.replace('go_live = "2027-04"\n', ""), "utf-8")
    with pytest.raises(InputError, match=r'so the month of go-live must be known; add go_live = "2027-0[56]"'):
        load(path)
