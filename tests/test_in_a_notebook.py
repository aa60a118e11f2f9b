"""What a session and a notebook show of a value: one line, or a card with the answer; figures as objects."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import crm_adoption as crm
import numpy as np
import pytest
from crm_adoption.analysis.learning.study_runs import runs_of
from crm_adoption.analysis.report.shown import Shown
from crm_adoption.model.in_brief import WIDTH
from crm_adoption.scenarios.studies.designs import grid, one_at_a_time, sobol
from few_sets import few_sets
from matplotlib.figure import Figure


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    two, small = few_sets(2), {"replications": 2}
    return {
        "compare": crm.compare(["no_programme", "training"], months=3, **small),
        "duel": crm.duel("no_programme", "training", replications=2, months=3),
        "split": crm.split("no_programme", two, budgets=500.0, shares=(0.2, 0.8), month=6, **small),
        "walls": crm.walls("no_programme", two, month=6, **small),
        "what_if": crm.what_if("sponsor-leaves", **small),
    }


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What small studies teach; each was run once."""
    folder, both = tmp_path_factory.mktemp("studies"), ("no_programme", "aligned_kpis")
    two = (crm.Uncertainty("behaviour.kpi_weight"), crm.Uncertainty("prices.align_kpis", 300, 3000))
    made = {
        each.kind: crm.Study(each.kind, both, two, each, replications=2, months=(3,)).run(
            folder / f"{each.kind}.duckdb"
        )
        for each in (one_at_a_time(two), grid(two, 3), sobol(two, 64))
    }
    of = {"scenario": "aligned_kpis", "against": "no_programme"}
    middle = float(np.median(runs_of(made["sobol"], "deep_use", **of).values.mean(axis=1)))
    return {
        "sensitivity": crm.sensitivity_in(made["one_at_a_time"], "deep_use", **of),
        "map": crm.phase_map(made["grid"], two[0].name, two[1].name, "deep_use", **of),
        "failure": crm.discover_in(made["sobol"], f"deep_use < {middle}", **of, method="cart"),
    }


def study() -> crm.Study:
    weight = crm.Uncertainty("behaviour.peer_weight")
    return crm.Study("peers", ("no_programme", "training"), (weight,), sobol((weight,), 8), replications=2)


VALUES: dict[str, Callable[[], Any]] = {
    "scenario": lambda: crm.load("full_programme"), "company": lambda: crm.load("full_programme").company,
    "organisation": lambda: crm.load("full_programme").company.organisation, "market": crm.Market,
    "department": lambda: crm.load("full_programme").company.organisation.departments[0], "behaviour": crm.Behaviour,
    "ensemble": lambda: crm.load_ensemble("evidence"), "evidence": lambda: crm.load_evidence()["U1"], "study": study,
    "run": lambda: crm.simulate("no_programme", replications=2, months=2),
    "plan": lambda: crm.plan(["no_programme", "training"], pilot=5, months=2),
    "model": lambda: crm.CRMAdoption("no_programme"), "person": lambda: crm.CRMAdoption("no_programme").employees[3],
    "place": lambda: crm.CRMAdoption("no_programme").departments[1],
}  # fmt: skip
"""What is looked at most besides answers."""


@pytest.mark.parametrize("name", VALUES)
def test_a_value_is_one_line(name: str) -> None:
    line = repr(VALUES[name]())
    assert "\n" not in line
    assert 10 < len(line) <= WIDTH
    assert " object at 0x" not in line


def test_an_answer_is_one_line(answers: dict[str, Any]) -> None:
    for name, answer in answers.items():
        line = repr(answer)
        assert line.startswith(f"<{type(answer).__name__} "), name
        assert len(line) <= WIDTH, name


def test_a_line_says_what_differs_and_that_something_is_left_out() -> None:
    market = crm.Market(customers=500.0)
    assert repr(market) == "<Market customers: 500>"
    assert repr(crm.Market()) == "<Market, all as by default>"
    assert repr(crm.load("aligned_kpis")) == "<Scenario name: aligned_kpis, interventions: 1>"
    assert repr(crm.load_ensemble("evidence").members[0]).endswith(", …>")


class Read(HTMLParser):
    """Reads HTML, and what is open at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        if tag != "img":
            self.open.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(html: str) -> Read:
    reader = Read()
    reader.feed(html)
    assert reader.open == []
    assert not reader.names & {"script", "style", "link", "iframe"}
    assert not re.search(r'(src|href)="(?!data:image/svg)', html)  # a notebook without a network shows all of it
    return reader


def test_an_answer_is_a_card_with_what_stands_on_one_screen_and_its_first_figure(answers: dict[str, Any]) -> None:
    for name, answer in answers.items():
        html, brief = answer._repr_html_(), answer.brief()
        said = " ".join(" ".join(read(html).texts).split())
        for sentence in (brief.question, *(each for part in brief.answer for each in part), *brief.below):
            assert " ".join(sentence.split()) in said, name
        assert brief.table is not None
        assert all(" ".join(cell.split()) in said for row in brief.table.rows for cell in row), name
        (picture,) = re.findall(r"base64,([^\"]+)", html)
        assert b"<svg" in base64.b64decode(picture), name


def test_scenarios_and_models_are_cards_too() -> None:
    scenario = crm.load("full_programme")
    said = " ".join(read(scenario._repr_html_()).texts)
    assert all(each.label("en") in said for each in scenario.interventions)
    assert f"{scenario.total_cost:,.0f}" in said
    assert "Nothing is done" in " ".join(read(crm.load("no_programme")._repr_html_()).texts)
    model = crm.CRMAdoption("no_programme")
    assert "Sales" not in read(model._repr_html_()).texts  # nothing has happened yet
    model.step()
    texts = read(model._repr_html_()).texts
    assert {"Sales", "50", f"{100 * model.outcome('deep_use', 1):.0f} %"} <= {" ".join(each.split()) for each in texts}


def test_a_study_is_a_card_with_its_ranges_and_its_size() -> None:
    texts = read(study()._repr_html_()).texts
    low, high = study().uncertainties[0].range
    assert {"behaviour.peer_weight", f"{low:g}", f"{high:g}"} <= set(texts)
    assert any("make 32 runs" in each for each in texts)


def test_a_title_that_looks_like_markup_stays_text(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('extends = "training"\ntitle_en = "<script>alert(1)</script>"\n', encoding="utf-8")
    read(crm.load(file)._repr_html_())
    read(crm.compare([crm.load("no_programme"), file], replications=2, months=2)._repr_html_())
    read(crm.CRMAdoption(file)._repr_html_())


@pytest.mark.drawn
def test_figures_are_objects_and_show_themselves(answers: dict[str, Any]) -> None:
    for name, answer in answers.items():
        assert isinstance(answer, Shown)
        assert answer.figures, name
        drawn = answer.figure(answer.figures[0])
        assert isinstance(drawn, Figure), name
        assert drawn._repr_png_().startswith(b"\x89PNG"), name
        assert answer.plot().get_label() == drawn.get_label()
    certain = crm.compare(["no_programme", "training"], behaviour="default", replications=2, months=2)
    with pytest.raises(crm.InputError, match="effects"):
        answers["compare"].figure("efects")
    with pytest.raises(crm.InputError, match="nothing to show"):
        certain.figure("chance-and-behaviour")


def test_a_run_is_a_table_and_a_dataset() -> None:
    xarray = pytest.importorskip("xarray", reason="the extra analysis")
    run = crm.simulate("no_programme", replications=3, months=4, first_replicate=5, record_features=True)
    frame, data = run.to_frame(), run.to_xarray()
    assert isinstance(data, xarray.Dataset)
    assert len(frame) == 3 * 4 * 5
    for number, place in enumerate(("company", "sales", "marketing")):
        rows = frame[(frame.place == place) & (frame.replicate == 6)]
        assert rows.deep_use.tolist() == run.of("deep_use", number)[1].tolist()
        assert data.deep_use.sel(replicate=6, place=place).values.tolist() == rows.deep_use.tolist()
    assert run.use is not None
    there = data.use.sel(replicate=7, month=4, department="sales", feature="dashboards", way="deep_use")
    names = crm.load("no_programme").company.catalogue.names
    assert int(there) == run.use[2, 3, 0, names.index("dashboards"), 0]
    assert data.net_value.attrs["units"] == "EUR"


def test_what_studies_teach_is_a_card_a_line_and_a_table(learnt: dict[str, Any], tmp_path: Path) -> None:
    for name, found in learnt.items():
        said = " ".join(" ".join(read(found._repr_html_()).texts).split())
        brief = found.brief()
        for sentence in (brief.question, *(each for part in brief.answer for each in part)):
            assert " ".join(sentence.split()) in said, name
        assert repr(found).startswith(f"<{type(found).__name__} outcome: deep_use, scenario: aligned_kpis")
        assert len(repr(found)) <= WIDTH
        again = crm.load_result(found.save(tmp_path / f"{name}.npz"))
        assert again.to_frame().equals(found.to_frame())
        assert again.to_dict() == found.to_dict()
        assert again.brief("de") == found.brief("de") != brief


@pytest.mark.drawn
def test_what_studies_teach_is_drawn_and_written_as_by_the_command(learnt: dict[str, Any], tmp_path: Path) -> None:
    for name, found in learnt.items():
        assert all(isinstance(found.figure(each), Figure) for each in found.figures), name
        written = {path.name for path in found.write(tmp_path / name).iterdir()}
        assert {f"{each}.csv" for each in found.tables()} < written
        assert len([each for each in written if each.endswith(".png")]) == len(found.figures) > 0


def test_a_bar_counts_what_is_done() -> None:
    seen: list[int] = []
    with crm.progress("companies", total=4) as advance:

        def counted(done: int) -> None:
            seen.append(done)
            advance(done)

        answer = crm.compare(["no_programme", "training"], replications=2, months=2, progress=counted)
    assert sum(seen) == 4
    assert answer.seed == 0


def test_a_diary_has_what_the_person_did_month_by_month() -> None:
    inside, plain = (
        crm.watch("no_programme", people=[3, 60], months=4, seed=2),
        crm.CRMAdoption("no_programme", base_seed=2, months=4),
    )
    for model in inside:
        plain.step()
        assert model.deep_use == plain.deep_use
        rows = inside.to_frame().query("month == @model.month and person == 60").set_index("feature")
        assert len(rows) > 3
        assert all(plain.employees[60].way_of_working(name) == rows.way[name] for name in rows.index)
    assert sorted(set(inside.to_frame().month)) == [1, 2, 3, 4]
    assert repr(inside) == "<Watch scenario: no_programme, month: 4, people: 2>"
    with pytest.raises(crm.InputError, match="119"):
        crm.watch("no_programme", people=[120])
