"""Results kept in a file and had back: equal in every number, usable as before; nothing that is read is executed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import crm_adoption as crm
import numpy as np
import pytest
from crm_adoption.analysis.base.kept import had_back, keep
from crm_adoption.scenarios.programmes.interventions import Simplify
from few_sets import few_sets
from hypothesis import given, settings
from hypothesis import strategies as st

ASKED: dict[str, Callable[[], Any]] = {
    "compare": lambda: crm.compare(["no_programme", "training"], replications=2, months=3, lang="de"),
    "duel": lambda: crm.duel("no_programme", "training", replications=2, months=3),
    "plan": lambda: crm.plan(["no_programme", "training"], pilot=5, months=2),
    "split": lambda: crm.split("no_programme", few_sets(2), budgets=500.0, shares=(0.2, 0.8), month=6, replications=2),
    "walls": lambda: crm.walls("no_programme", few_sets(2), month=6, replications=2),
    "what_if": lambda: crm.what_if("sponsor-leaves", replications=2),
}


def timeless(document: Any) -> Any:
    """Return a document without the seconds in which it was made."""
    if isinstance(document, dict):
        return {name: timeless(value) for name, value in document.items() if name != "created"}
    return [timeless(each) for each in document] if isinstance(document, list) else document


@pytest.mark.parametrize("name", ASKED)
def test_a_result_is_had_back_as_it_was(name: str, tmp_path: Path) -> None:
    answer = ASKED[name]()
    file = answer.save(tmp_path / "answer.npz")
    again = crm.load_result(file)
    assert type(again) is type(answer)
    assert timeless(again.to_dict()) == timeless(answer.to_dict())
    assert again.to_frame().equals(answer.to_frame())
    assert repr(again) == repr(answer)
    if name != "plan":
        assert again.brief() == answer.brief()
    assert again.save(tmp_path / "twice.npz").read_bytes() == file.read_bytes()


def test_what_stands_in_several_places_stays_one(tmp_path: Path) -> None:
    answer = ASKED["compare"]()
    again = crm.load_result(answer.save(tmp_path / "answer.npz"))
    draws = again.baseline.scenario.draws
    assert len(draws) > 1
    assert all(each.organisation is draws[0].organisation for each in draws)
    assert (tmp_path / "answer.npz").stat().st_size < 1_000_000


@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4)),
        lambda inner: st.one_of(
            st.tuples(inner, inner), st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner)
        ),
        max_leaves=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_plain_value_is_had_back(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    again = had_back(keep((value, np.array([1.5, np.nan])), tmp_path_factory.mktemp("kept") / "value.npz"))[0]
    assert repr(again) == repr(value)  # NaN, -0.0, True beside 1, tuples beside lists


class Own(Simplify):
    """An intervention that is not the package's."""


def test_what_is_not_of_the_package_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(crm.InputError, match="not of this package"):
        keep(Own(strength=0.5), tmp_path / "own.npz")
    with pytest.raises(crm.InputError, match="cannot be kept"):
        keep({1, 2}, tmp_path / "set.npz")
    assert not list(tmp_path.iterdir())


def forged(path: Path, record: dict[str, Any]) -> Path:
    said = {"format": 1, "version": crm.__version__, "value": {"at": 0}, "records": [record]}
    np.savez_compressed(path, said=np.frombuffer(json.dumps(said).encode(), np.uint8))
    return path


@pytest.mark.parametrize(
    "record",
    [
        {"record": "os:system", "fields": {}}, {"named": "..os:system", "values": ["true"]},
        {"named": "scenarios.writing.whole:remove", "values": ["other.txt"]},
        {"named": "scenarios.writing.whole:Path", "values": []}, {"record": "model.market:Market", "fields": {}},
        {"text": "model.market:Market", "of": "a", "own": {}}, {"tuple": [{"at": 0}]}, {"array": "array7"}, {}, [],
    ],
)  # fmt: skip
def test_a_forged_or_damaged_file_is_refused_and_executes_nothing(record: Any, tmp_path: Path) -> None:
    with pytest.raises(crm.InputError, match="no file of results"):
        crm.load_result(forged(tmp_path / "forged.npz", record))


def test_other_files_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(crm.InputError, match=r"none\.npz"):
        crm.load_result(tmp_path / "none.npz")
    (tmp_path / "text.npz").write_text("not at all", encoding="utf-8")
    with pytest.raises(crm.InputError, match=r"text\.npz"):
        crm.load_result(tmp_path / "text.npz")
    with pytest.raises(crm.InputError, match="no result in it"):
        crm.load_result(keep((1, 2), tmp_path / "pair.npz"))
    answer = ASKED["plan"]().save(tmp_path / "plan.npz")
    whole = answer.read_bytes()
    for cut in (10, len(whole) // 2, len(whole) - 3):
        answer.write_bytes(whole[:cut])
        with pytest.raises(crm.InputError, match="damaged"):
            crm.load_result(answer)
