"""The evidence as data: complete, checked when read, and cited only where it exists."""

from __future__ import annotations

import csv
import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Answer, call, complaint
from crm_adoption.analysis.cli.evidence import as_markdown
from crm_adoption.analysis.evidence import facts as module
from crm_adoption.analysis.evidence.citations import check_all, cited_by, sources_of_parameters
from crm_adoption.analysis.evidence.facts import COLUMNS, check_references, cited, load_evidence, marked, unchecked_ids
from crm_adoption.model.errors import InputError

ROOT = Path(__file__).parents[3]
GOOD = {
    "id": "T6", "fact": "a", "value": "b", "low": "1", "high": "2", "unit": "months", "source": "s", "grade": "A",
    "verified": "seen", "use": "CAL",
}  # fmt: skip


def good(*words: str) -> Answer:
    answer = call(*words)
    assert (answer.code, answer.err) == (0, ""), answer.err
    return answer


def json_of(*words: str) -> Any:
    return json.loads(good(*words, "--json").out)


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "facts.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, COLUMNS, restval="")
        table.writeheader()
        table.writerows({**GOOD, **row} for row in rows)
    return path


def test_every_source_of_a_parameter_or_band_exists() -> None:
    check_all()
    assert len(sources_of_parameters()) > 80
    assert {"behaviour.attention", "behaviour.gate_attention"} <= set(cited_by("T6")["parameters"])


def test_what_was_not_checked_is_marked_wherever_it_is_printed() -> None:
    known = load_evidence()
    unchecked = [each.id for each in known.values() if each.mark()]
    assert {"S3", "T13"} <= set(unchecked)
    assert marked("S1, S3") == f"S1{' (' + known['S1'].mark() + ')' if known['S1'].mark() else ''}, S3 (not checked)"
    assert unchecked_ids("S3, T13, judgement") == ["S3", "T13"]
    page = (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8")
    for id in unchecked:
        (line,) = [line for line in page.splitlines() if line.startswith(f"| {id} |")]
        assert "not checked" in line
    parameters = good("parameters", "--markdown").out
    for line in parameters.splitlines():
        if "S3" in line and line.startswith("|"):
            assert "S3 (not checked)" in line


def test_the_page_is_the_one_that_the_command_prints() -> None:
    assert (ROOT / "docs" / "evidence.md").read_text(encoding="utf-8") == as_markdown()
    assert good("evidence", "--markdown").out == as_markdown()


def test_one_fact_is_told_in_full_in_both_languages() -> None:
    english, german = good("evidence", "T6").out, good("evidence", "T6", "--lang", "de").out
    assert "behaviour.attention" in english
    assert "Cited by parameters" in english
    assert "Gestützte Parameter" in german
    document = json_of("evidence", "T6", "S3")
    assert list(document) == ["T6", "S3"]
    assert document["S3"]["verified"] == "not_checked"
    assert document["T6"]["cited_by"]["parameters"]


def test_facts_can_be_chosen_by_grade_and_use() -> None:
    found = json_of("evidence", "--grade", "A", "--use", "CAL")
    assert found
    assert all(each["grade"] == "A" and "CAL" in each["use"] for each in found.values())
    assert len(json_of("evidence")) == len(load_evidence())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("T66",), "there is no evidence 'T66'. Did you mean 'T6'?"),
        (("--grade", "D"), "unknown grade 'D'"),
        (("--use", "CALL"), "--use: unknown use 'CALL'. Did you mean 'CAL'?"),
    ],
)
def test_mistakes_on_the_command_line(words: tuple[str, ...], said: str) -> None:
    assert said in complaint(call("evidence", *words))


def test_a_good_table_is_read(tmp_path: Path) -> None:
    (each,) = load_evidence(written(tmp_path, {})).values()
    assert (each.low, each.high, each.use) == (1.0, 2.0, ("CAL",))
    assert dataclasses.is_dataclass(each)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"grade": "D"}], "row 2: grade 'D' is unknown; allowed: A, A-"),
        ([{"use": "CAL/X"}], "row 2: use 'X' is unknown; allowed: CAL, VAL, PAR, CTX"),
        ([{"verified": "yes"}], "row 2: verified 'yes' is unknown"),
        ([{}, {}], "row 3: id 'T6' stands in row 2 already"),
        ([{"id": "6T"}], "row 2: id '6T' is no id"),
        ([{"source": ""}], "row 2: source is empty"),
        ([{"low": "3"}], "row 2: low 3 is more than high 2"),
        ([{"high": "many"}], "row 2: high 'many' is not a number"),
        ([{"unit": ""}], "row 2: low, high and unit belong together"),
    ],
)
def test_a_broken_table_is_refused_with_row_and_field(rows: list[dict[str, str]], said: str, tmp_path: Path) -> None:
    path = written(tmp_path, *rows)
    with pytest.raises(InputError) as caught:
        load_evidence(path)
    assert str(path) in str(caught.value)
    assert said in str(caught.value)


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("id,fact\nT6,x\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 1: the columns must be id, fact"):
        load_evidence(path)


def test_a_broken_reference_is_named_with_its_place_and_the_nearest_id() -> None:
    known = load_evidence()
    with pytest.raises(InputError) as caught:
        check_references({"behaviour.attention": "T6, T77", "market.margin": "judgement"}, known)
    assert "behaviour.attention.source: there is no evidence 'T77'. Did you mean 'T7'?" in str(caught.value)
    assert "T6'" not in str(caught.value).split("Allowed")[0].replace("'T7'", "")
    assert cited("S1, judgement, article, S3") == ("S1", "S3")
    assert module.nearest_id("zzz", known) == ""


def test_facts_that_no_band_reads_are_listed() -> None:
    found = json_of("evidence", "--unused")
    assert "U2" in found
    assert "T6" not in found
    assert all(each["cited_by"]["bands"] == [] for each in found.values())
    assert set(found) == {id for id in load_evidence() if not cited_by(id)["bands"]}


def test_every_fact_held_out_is_read_by_a_band_or_says_why_not() -> None:
    for each in (each for each in load_evidence().values() if "VAL" in each.use):
        assert bool(cited_by(each.id)["bands"]) != ("No band: " in each.remark), each.id
