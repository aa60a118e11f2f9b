"""The benchmarks run, at toy size; what they measure is never asserted here."""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture(autouse=True)
def _on_the_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(FOLDER))
    return


TINY: dict[str, tuple[str, Callable[[Any], list[tuple[str, str, str]]]]] = {
    "mesa_face": ("times", lambda part: part.rows(1, people=40, lazy=200)),
    "machine": ("ns", lambda part: part.rows(1, n=1 << 14)),
    "saltelli": ("minutes", lambda part: part.rows(144)),
    "pairing": ("times", lambda part: part.rows(replications=8)),
    "exports": ("s", lambda part: part.rows(1, size=600, people=40, companies=500)),
}


@pytest.mark.parametrize("name", TINY)
def test_a_part_gives_rows_of_numbers_with_their_unit(name: str) -> None:
    unit, tiny = TINY[name]
    rows = tiny(importlib.import_module(name))
    assert len({measured for measured, _, _ in rows}) == len(rows)
    for _, value, _ in rows:
        assert re.match(r"\d", value), value
    assert any(unit in value for _, value, _ in rows)


def test_the_reference_that_is_timed_has_the_outcomes_of_the_engine() -> None:
    from crm_adoption import simulate

    reference, measure = importlib.import_module("reference"), importlib.import_module("measure")
    model = reference.Reference(30, replicate=1, months=3)
    while model.running:
        model.step()
    ours = simulate(measure.scenario(30), replications=1, first_replicate=1, months=3)
    assert len(model.datacollector.get_model_vars_dataframe()) == 3
    assert model.outcomes["deep_use"] == pytest.approx(float(ours.of("deep_use")[0, 2]), abs=1e-9)


def test_the_saved_table_is_that_of_the_parts() -> None:
    text = (FOLDER / "RESULTS.md").read_text(encoding="utf-8")
    parts = importlib.import_module("run").PARTS
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [title for title, _ in parts.values()]


def teardown_module() -> None:
    for name in (
        "run",
        "measure",
        "reference",
        "engine",
        "exports",
        "machine",
        "mesa_face",
        "pairing",
        "scaling",
        "start_up",
    ):
        sys.modules.pop(name, None)
