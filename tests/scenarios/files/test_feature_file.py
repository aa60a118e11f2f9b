"""Features from a file of their own: TOML and tables say the same, and every fault has its row."""

from __future__ import annotations

from pathlib import Path

import pytest
from crm_adoption import InputError, load, simulate
from crm_adoption.scenarios.files.feature_file import read_features

TABLE = """Funktion;Bezeichnung;Nutzen;Aufwand;schreibt;KI;go_live;sales;service
visit_plan;Besuchsplan;0,5;0,3;ja;nein;2;1,0;0,2
helper;KI-Hilfe;0,8;;x0;ja;;0,9;
"""


def written(folder: Path, text: str, name: str = "features.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def test_a_table_says_what_toml_says(tmp_path: Path) -> None:
    table = read_features(written(tmp_path, TABLE.replace("x0", "nein"), encoding="cp1252"))
    toml = read_features(
        written(
            tmp_path,
            "[visit_plan]\nlabel_de = 'Besuchsplan'\nusefulness = 0.5\neffort = 0.3\nwrites = true\nis_ai = false\n"
            "go_live = 2\nrelevance = { sales = 1.0, service = 0.2 }\n"
            "[helper]\nlabel_de = 'KI-Hilfe'\nusefulness = 0.8\nwrites = false\nis_ai = true\n"
            "relevance = { sales = 0.9 }\n",
            "features.toml",
        )
    )
    assert table == toml


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TABLE, "row 3: writes 'x0' is neither true nor false"),
        ("name,effort\na,2\n", "row 2: effort '2' is not a number from 0 to 1"),
        ("name,sales\na,1.5\n", "row 2: sales '1.5' is not a number from 0 to 1"),
        ("name,go_live\na,soon\n", "row 2: go_live 'soon' is not a month"),
        ("name,effort\na,0.2\na,0.3\n", "row 3: feature 'a' stands in the file already"),
        ("name,effort\na b!,0.2\n", "row 2: name 'a b!' is no name"),
        ("effort,sales\n0.2,1\n", "column 'name' must stand in the heading"),
    ],
)
def test_what_is_wrong_is_named_with_its_row(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError) as mistake:
        read_features(written(tmp_path, text))
    assert words in str(mistake.value)


@pytest.mark.parametrize(("text", "words"), [("a = 1\n", "write a table"), ("[a\n", "not valid TOML"), ("", "empty")])
def test_broken_toml_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_features(written(tmp_path, text, "features.toml"))


def test_a_scenario_s_own_features_come_on_top_and_are_simulated(tmp_path: Path) -> None:
    written(tmp_path, TABLE.replace("x0", "nein"))
    text = 'extends = "seed_company"\nfeature_file = "features.csv"\n[features.helper]\neffort = 0.7\n'
    scenario = load(written(tmp_path, text, "mine.toml"))
    features = {each.name: each for each in scenario.company.catalogue.features}
    assert len(features) == 14
    assert features["visit_plan"].go_live == 2
    assert (features["helper"].usefulness, features["helper"].effort) == (0.8, 0.7)
    assert simulate(scenario, replications=2, months=3).of("deep_use").shape == (2, 3)


def test_the_standard_features_can_be_left_out(tmp_path: Path) -> None:
    table = (
        "name,usefulness,writes,shared_record,sales,marketing,customer_success,service\nrecord,0.6,true,true,1,1,1,1\n"
    )
    written(tmp_path, table)
    text = 'extends = "seed_company"\nfeature_file = "features.csv"\nstandard_features = false\n'
    scenario = load(written(tmp_path, text, "mine.toml"))
    assert scenario.company.catalogue.names == ("record",)
    assert simulate(scenario, replications=2, months=3).of("deep_use").shape == (2, 3)


def test_a_fault_in_the_file_is_told_with_the_file_s_name(tmp_path: Path) -> None:
    path = written(tmp_path, TABLE)
    with pytest.raises(InputError) as mistake:
        load(written(tmp_path, 'extends = "seed_company"\nfeature_file = "features.csv"\n', "mine.toml"))
    assert str(path) in str(mistake.value)
