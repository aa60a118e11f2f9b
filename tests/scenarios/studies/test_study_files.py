"""Study files: the same study as in Python, and every mistake in one sentence with its place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption import InputError, load
from crm_adoption.scenarios.studies import designs
from crm_adoption.scenarios.studies.files import load_study
from crm_adoption.scenarios.studies.study import Study
from crm_adoption.scenarios.studies.uncertainty import Uncertainty
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DEPARTMENTS

EXAMPLE = Path(__file__).parents[3] / "examples" / "study.toml"
START = 'scenarios = ["no_programme"]\n'


def written(folder: Path, text: str, name: str = "study.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_is_what_it_says_in_python() -> None:
    uncertain = (
        Uncertainty("behaviour.peer_weight"),
        Uncertainty("behaviour.resistance_spread", 0.2, 0.9),
        Uncertainty("levers.sponsorship", 0.1, 0.7, "triangular", mode=0.3),
        Uncertainty("organisation.ties_inside", values=(6, 10, 16)),
        Uncertainty("prices.align_kpis", 300, 3000, "loguniform"),
        Uncertainty("interventions.1.start", 0, 6),
    )
    same = Study(
        "what_matters", (load("no_programme"), load("aligned_kpis")), uncertain, designs.sobol(uncertain, 64, seed=1),
        replications=10, seed=1, outcomes=("deep_use", "net_value"), months=(12, 36), departments=("company", "sales"),
    )  # fmt: skip
    found = load_study(EXAMPLE)
    assert found.fingerprint() == same.fingerprint()
    assert found.name == same.name
    assert np.array_equal(found.points, same.points)
    assert found.replications == 10


def test_paths_may_be_quoted_or_made_of_tables(tmp_path: Path) -> None:
    quoted = """
        [design]
        kind = "lhs"
        n = 4
        [uncertainties]
        "behaviour.peer_weight" = [1, 2]
        "behaviour.attention" = {}
        "organisation.departments.sales.resistance" = { low = 0.1, high = 0.3 }
        "features.quoting.effort" = { values = [0.2, 0.4] }
    """
    nested = """
        [design]
        kind = "lhs"
        n = 4
        [uncertainties.behaviour]
        peer_weight = [1, 2]
        attention = {}
        [uncertainties.organisation.departments.sales]
        resistance = { low = 0.1, high = 0.3 }
        [uncertainties.features]
        quoting.effort = { values = [0.2, 0.4] }
    """
    one, other = (load_study(written(tmp_path, START + text)) for text in (quoted, nested))
    assert one.uncertainties == other.uncertainties
    assert one.fingerprint() == other.fingerprint()


def test_names_of_departments_may_need_quotation_marks(tmp_path: Path) -> None:
    plan = written(
        tmp_path,
        'extends = "no_programme"\n[organisation.departments."key accounts v1.2"]\nrole = "sales"\nresistance = 0.2\n'
        + "".join(f"people = 5\n[organisation.departments.{each}]\n" for each in DEPARTMENTS)
        + "people = 5\n",
        "plan.toml",
    )
    text = """
        scenarios = ["plan.toml"]
        design = "morris"
        [uncertainties.organisation.departments."key accounts v1.2"]
        resistance = [0.1, 0.3]
        leaving = [0.01, 0.03]
    """
    study = load_study(written(tmp_path, text))
    department = study.applied(0, 3).company.organisation.departments[-1]
    assert department.name == "key accounts v1.2"
    assert study.points[3].tolist() == [department.levers.resistance, department.leaving]
    assert plan.stem == study.scenarios[0].name


def test_the_studys_seed_is_the_designs_and_the_first_scenario_the_base(tmp_path: Path) -> None:
    range_ = '"behaviour.peer_weight" = [0.0, 9.0]\n"behaviour.attention" = [0.98, 0.99]\n'
    seeded = written(tmp_path, f'{START}seed = 5\ndesign = {{ kind = "lhs", n = 8 }}\n[uncertainties]\n{range_}')
    assert np.array_equal(load_study(seeded).points, designs.lhs(load_study(seeded).uncertainties, 8, seed=5).points)
    study = load_study(written(tmp_path, f'{START}design = "one_at_a_time"\n[uncertainties]\n{range_}'))
    behaviour = study.scenarios[0].company.behaviour
    assert study.points[0, 0] == behaviour.peer_weight
    assert study.points[0, 1] == pytest.approx(0.985), "the middle, where the scenario's value is outside the range"


def test_points_and_scenarios_stand_beside_the_study(tmp_path: Path) -> None:
    folder = tmp_path / "inner"
    folder.mkdir()
    written(folder, "behaviour.peer_weight;people\n1,5;60\n2,5;80\n", "points.csv")
    written(folder, 'extends = "no_programme"\nmonths = 12\n', "short.toml")
    text = 'scenarios = ["short.toml", "aligned_kpis"]\n[design]\nfile = "points.csv"\n'
    study = load_study(written(folder, text))
    assert [each.name for each in study.scenarios] == ["short", "aligned_kpis"]
    assert study.months == (12,)
    assert study.points.tolist() == [[1.5, 60.0], [2.5, 80.0]]
    assert study.applied(1, 1).company.organisation.headcount == 80
    written(tmp_path, "people\n60\n", "outside.csv")
    outside = written(folder, f'{START}design = {{ file = "../outside.csv" }}\n', "o.toml")
    with pytest.raises(InputError, match=r"o.toml: design.file: .*leads out of the scenario's folder"):
        load_study(outside)
    assert load_study(outside, allow_outside=True).size == 1
    wrong = written(folder, START + '[design]\nfile = "points.csv"\n[uncertainties]\npeople = [60, 70]\n', "w.toml")
    with pytest.raises(InputError, match=r"points.csv: column 'behaviour.peer_weight' is none of the uncertainties"):
        load_study(wrong)


ONE = '[uncertainties]\n"behaviour.peer_weight" = [1, 2]\n'
SOBOL = 'design = { kind = "sobol", n = 8 }\n'
MISTAKES = {
    "": "scenarios: there is nothing to run",
    "scenarios = [": "this is not valid TOML",
    "scenarios = []": "scenarios: there is nothing to run",
    "scenarios = [1]": "scenarios: 1 is no scenario",
    'scenarios = ["no_program"]': "scenarios: unknown scenario 'no_program'. Did you mean 'no_programme'",
    'scenarios = ["gone.toml"]': "gone.toml: there is no such scenario file",
    START + "replication = 5": "replication: unknown field 'replication'. Did you mean 'replications'",
    START + "replications = 0": "replications: 0 is not allowed",
    START + "replications = true": "replications: True is not allowed",
    START + "name = 1": "name: 1 is no name",
    START + 'outcomes = ["deep_usage"]': "outcomes: unknown outcome 'deep_usage'. Did you mean 'deep_use'",
    START + 'months = ["12"]': "months: '12' is not allowed",
    START + "months = [40]": "months: 40 is not allowed; give a whole number from 1 to 36",
    START + 'departments = ["slaes"]': "unknown department 'slaes'. Did you mean 'sales'",
    START + 'keep = "summary"': "keep: unknown way to keep results 'summary'. Did you mean 'summaries'",
    START + ONE: "design: it is not said at which points",
    START + 'design = "sobol"\n' + ONE: "design.n: a design of kind 'sobol' needs n",
    START + 'design = { kind = "sobols", n = 8 }\n' + ONE: "design.kind: unknown kind of design 'sobols'",
    START + 'design = { kind = "sobol", n = 10_000_000 }\n' + ONE: "design.n: 10,000,000 is not a power of two",
    START + 'design = { kind = "sobol", n = 8, levels = 3 }\n' + ONE: "design.levels: unknown option",
    START + "design = []\n" + ONE: "design.kind: unknown kind of design '[]'",
    START + "design = 3\n" + ONE: "design.kind: unknown kind of design '3'",
    START + SOBOL: "study.toml: design: there is nothing to vary; give at least one uncertainty",
    START + 'design = { kind = "grid", levels = 9999 }\n[uncertainties]\n"behaviour.peer_weight" = {}\n'
    '"behaviour.attention" = {}\n"behaviour.staleness" = {}': "study.toml: design: 999,700,029,999 points are more",
    START + 'design = { kind = "morris", n = 4 }\n[uncertainties]\npeer_weight = { group = "all" }': "design: all unc",
    START + 'design = { file = "gone.csv" }': "gone.csv: there is no such file of design points",
    START + "design = { file = 3 }": "design.file: 3 is not a file",
    START + SOBOL + 'uncertainties = ["peer_weight"]': "uncertainties: write [uncertainties]",
    START + SOBOL + "[uncertainties]\npeer_wieght = {}": "uncertainties.peer_wieght: unknown parameter",
    START + SOBOL + "[uncertainties]\npeer_weight = 2": "uncertainties.peer_weight: 2 is no range",
    START + SOBOL + "[uncertainties]\npeer_weight = [1, 2, 3]": "uncertainties.peer_weight: [1, 2, 3] is no range",
    START + SOBOL + "[uncertainties]\npeer_weight = [2, 1]": "peer_weight.low: the range runs backwards, from 2 to 1",
    START + SOBOL + "[uncertainties]\npeer_weight = { lo = 1 }": "peer_weight.lo: unknown field 'lo'. Did",
    START + SOBOL + "[uncertainties]\npeer_weight = { low = -1 }": "peer_weight.low: -1 is out of range",
    START + SOBOL + "[uncertainties]\npeer_weight = {}\nbehaviour.peer_weight = {}": "overlaps with 'peer_weight'",
    START + SOBOL + '[uncertainties]\n"interventions.1.strength" = {}': "interventions.1.strength: none of the sc",
    START + SOBOL + '[uncertainties]\npeer_weight = { group = 3 }': "peer_weight.group: 3 is not the name of a group",
    START + SOBOL + "[uncertainties]\npeer_weight = { values = 3 }": "",
}  # fmt: skip


@pytest.mark.parametrize("text", MISTAKES)
def test_mistakes_are_told_with_file_field_and_what_is_allowed(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    if not MISTAKES[text]:
        assert load_study(path).uncertainties[0].values == (3.0,)
        return
    with pytest.raises(InputError) as found:
        load_study(path)
    assert MISTAKES[text] in str(found.value)
    assert str(tmp_path) in str(found.value)
    said = complaint(call("sweep", path, "--out", tmp_path / "study.duckdb"))
    assert " ".join(MISTAKES[text].split()) in said
    assert list(tmp_path.glob("*.duckdb*")) == [], "nothing half written"


def test_what_is_no_study_file_is_refused(tmp_path: Path) -> None:
    for path, problem in (
        (tmp_path / "gone.toml", "there is no such study file"),
        (tmp_path, "this is a folder"),
        (written(tmp_path, "x", "study.py"), "this is a Python script"),
        (written(tmp_path, "a\0b", "zero.toml"), "this is no text"),
        (written(tmp_path, f"seed = {'9' * 5000}", "long.toml"), "not valid TOML"),
    ):
        with pytest.raises(InputError, match=problem):
            load_study(path)


def explained(path: Path) -> bool:
    """Return whether a file is a study, or its mistake is told as a sentence; anything else fails."""
    try:
        return isinstance(load_study(path), Study)
    except InputError as error:
        return str(error).endswith(".")


@given(st.text(max_size=80), st.sampled_from(["", START, START + SOBOL + "[uncertainties]\n"]))
def test_no_text_leads_to_anything_but_a_study_or_an_explanation(
    tmp_path_factory: pytest.TempPathFactory, text: str, start: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(start + text, encoding="utf-8")
    assert explained(path)


KEYS = st.sampled_from(["name", "scenarios", "replications", "seed", "outcomes", "months", "departments", "keep",
                        "design", "uncertainties"])  # fmt: skip
VALUES = st.sampled_from(
    ["nothing", "0", "-1", "1.5", "true", '"deep_use"', "[]", "[[]]", "{}", '[1, "a"]', "nan", "inf", "1979-05-27",
     "[{}]", "{ kind = 'grid', uncertainties = 1 }", "{ uncertainties = [] }",
     '{ kind = "grid" }', '{ kind = "lhs", n = nan }', '{ kind = [] }', '{ file = "" }', '{ people = [[1], 2] }',
     '{ people = { values = [[]] } }', '{ seats = { low = {} } }', '{ kind = "one_at_a_time", base = 3 }',
     '{ kind = "one_at_a_time", base = { a = "b" } }', "{ peer_weight = { distribution = [] } }", '{ "" = {} }',
     "{ peer_weight = { mode = true, values = [1, 2] } }"]
)  # fmt: skip


@settings(max_examples=300)
@given(st.dictionaries(KEYS, VALUES, min_size=1))
def test_no_value_of_the_wrong_kind_leads_to_anything_but_an_explanation(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "kinds.toml"
    usual = {"scenarios": '["no_programme"]', "uncertainties": "{ peer_weight = {} }", "design": '{ kind = "morris" }'}
    given_fields = {key: value for key, value in (usual | table).items() if value != "nothing"}
    path.write_text("\n".join(f"{key} = {value}" for key, value in given_fields.items()), encoding="utf-8")
    assert explained(path)
