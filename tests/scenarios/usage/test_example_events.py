"""The example export as a vendor has it is recognised by itself and holds the same uses as the plain one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from command_line import call
from crm_adoption import load
from crm_adoption.analysis.company.diagnosis import diagnose
from crm_adoption.scenarios.usage.example import Example, example, short, write_example
from crm_adoption.scenarios.usage.example_events import STEADY, write_events
from crm_adoption.scenarios.usage.reading import read_company


@pytest.fixture(scope="module")
def made() -> Example:
    return example(short(load("no_programme"), 4), seed=3)


def test_the_same_uses_come_back_without_a_mapping(made: Example, tmp_path: Path) -> None:
    _, plain = read_company(*write_example(made, tmp_path / "plain"))
    company, events = read_company(*write_events(made, tmp_path / "events", seed=3))
    assert events.features == plain.features
    assert events.labels == plain.labels
    assert np.array_equal(events.counts, plain.counts)
    assert events.days is not None
    assert events.days.max() <= STEADY
    assert (events.days <= np.maximum(events.counts, 0)).all()
    assert diagnose(company, events).present[0].deep > 0.0


def test_days_and_times_hang_on_the_seed_alone(made: Example, tmp_path: Path) -> None:
    first, again, other = (
        write_events(made, tmp_path / f"{n}", seed=s)[1].read_bytes() for n, s in enumerate((3, 3, 4))
    )
    assert first == again != other


def test_the_command_writes_it(tmp_path: Path) -> None:
    done = call("example-export", tmp_path / "files", "--months", 3, "--like", "salesforce")
    assert done.code == 0, done.err
    heading = (tmp_path / "files" / "usage.csv").read_text(encoding="utf-8").splitlines()[0]
    assert heading.startswith("EVENT_TYPE,TIMESTAMP")
    said = call("diagnose", tmp_path / "files" / "roster.csv", tmp_path / "files" / "usage.csv", "--json")
    assert '"vendor": "salesforce_event_log"' in said.out
