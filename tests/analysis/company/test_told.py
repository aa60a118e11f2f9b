"""An export and a fit in a program or a notebook say what the commands say, and hold nothing that may not be shown."""

from __future__ import annotations

import json
from pathlib import Path

import crm_adoption as crm
import numpy as np
import pytest
from command_line import call
from crm_adoption.scenarios.usage.example import example, write_example


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    made = example(crm.load("seed_company", settings={"months": 6}), seed=3)
    return write_example(made, tmp_path_factory.mktemp("export") / "files")


@pytest.fixture(scope="module")
def found(files: tuple[Path, Path]) -> crm.FittedCompany:
    return crm.fit(*files, companies=500, seed=2)


def test_a_diagnosis_is_what_the_command_says(files: tuple[Path, Path]) -> None:
    seen = crm.diagnose(*files)
    told = json.loads(call("diagnose", *files, "--json").out)
    assert told == json.loads(json.dumps(seen.to_dict()))
    frame = seen.to_frame()
    last = frame[(frame.place == "company") & (frame.month == frame.month.iloc[-1])]
    assert last.deep.item() == pytest.approx(told["places"][0]["deep"])
    assert repr(seen) == f"<Diagnosis people: {len(seen.usage.people)}, months: 2025-01 to 2025-06>"
    assert not hasattr(seen, "save")  # who did what stands in it


def test_a_fit_is_what_the_command_says(files: tuple[Path, Path], found: crm.FittedCompany) -> None:
    told = json.loads(call("fit", *files, "--companies", 500, "--seed", 2, "--json").out)
    here = json.loads(json.dumps(found.to_dict()))
    for each in (told, here):
        each["provenance"] = None  # it has the time
    assert told == here
    numbers = found.to_frame().set_index("number")
    assert list(numbers.columns) == ["low", "high", "q05", "q25", "q50", "q75", "q95", "explained"]
    assert (numbers.q05 <= numbers.q50).all()
    assert repr(found) == "<FittedCompany people: 120, months: 2025-01 to 2025-06>"


def test_a_fit_is_had_back_without_what_may_not_be_shown(found: crm.FittedCompany, tmp_path: Path) -> None:
    again = crm.load_result(found.save(tmp_path / "fit.npz"))
    assert again.to_frame().equals(found.to_frame())
    assert again.brief() == found.brief()
    assert np.array_equal(again.seen, found.shown, equal_nan=True)
    with np.load(tmp_path / "fit.npz") as kept:
        assert not any(np.array_equal(kept[name], found.seen) for name in kept.files)


def test_cards_and_figures(files: tuple[Path, Path], found: crm.FittedCompany) -> None:
    for each in (crm.diagnose(*files), found):
        assert " ".join(each.brief().question.split()) in " ".join(each._repr_html_().split())
        assert [each.figure(name).get_label() != "" for name in each.figures] == [True, True]


def test_known_numbers_vendors_and_mappings_are_heard(files: tuple[Path, Path], tmp_path: Path) -> None:
    known = crm.fit(*files, companies=500, known=["organisation.sponsorship=0.6"])
    assert "organisation.sponsorship" not in set(known.to_frame().number)
    with pytest.raises(crm.InputError, match="salesforce_event_log"):
        crm.diagnose(*files, vendor="salesforce_event_logs")
    with pytest.raises(crm.InputError, match=r"none\.toml"):
        crm.diagnose(*files, tmp_path / "none.toml")
