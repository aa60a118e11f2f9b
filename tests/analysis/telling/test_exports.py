"""What a page hands out: pictures that stand by themselves, data that opens in spreadsheets, scenarios that run."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from command_line import call
from crm_adoption.analysis.base.programme import Programme
from crm_adoption.analysis.drawings import DARK, LIGHT, Curve, PeopleGroup, draw_curves, draw_people
from crm_adoption.analysis.report import PAPER
from crm_adoption.analysis.telling.comparison import Comparison
from crm_adoption.analysis.telling.exports import (
    BYTE_ORDER_MARK,
    html_report,
    outcomes_csv,
    safe,
    scenario_download,
    scenario_toml,
    view_svg,
)
from crm_adoption.model.organisation import Roster
from crm_adoption.model.outcomes import OUTCOMES
from crm_adoption.scenarios.core.overrides import overridden
from crm_adoption.scenarios.core.scenario import Scenario
from crm_adoption.scenarios.files.catalogue import load

SVG = "{http://www.w3.org/2000/svg}"
NASTY = "</svg><script>alert('x')</script> & \"Söhne\""


def pictures(theme=LIGHT) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    people = draw_people([PeopleGroup(NASTY, [0.5, 0.1], [0.2, 0.3])], width=700, theme=theme)
    curve = Curve(NASTY, [0.1, 0.2], theme.fills["deep_use"], theme.letters["deep_use"])
    return [("Who works how", people), (NASTY, draw_curves("Real use", [curve], months=12, width=900, theme=theme))]


# Pictures


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_view_is_one_picture_with_all_of_its_parts(theme) -> None:  # type: ignore[no-untyped-def]
    text = view_svg(NASTY, pictures(theme), dark=theme is DARK, lang="en")
    root = ElementTree.fromstring(text)
    parts = [each for each in root if each.tag == f"{SVG}svg"]
    assert len(parts) == 2
    assert next(iter(root)).get("fill") == theme.background
    below = 0.0
    for each in parts:
        top, high = float(each.get("y", 0)), float(each.get("height", 0))
        assert top > below
        below = top + high
        assert float(each.get("x", 0)) + float(each.get("width", 0)) <= float(root.get("width", 0))
    assert below < float(root.get("height", 0))
    assert {each.tag for each in root.iter()} <= {
        f"{SVG}{name}" for name in ("svg", "g", "text", "title", "path", "rect", "line", "circle")
    }
    said = [each.text for each in root if each.tag == f"{SVG}text"]
    assert "Who works how" in said
    assert said[-1].startswith("Simulated with crm-adoption")


def test_a_view_names_no_colours_of_a_style_sheet_it_does_not_have() -> None:
    assert "var(" in pictures(PAPER)[0][1]
    text = view_svg("x", pictures(PAPER), dark=False, lang="de")
    assert "var(" not in text
    assert LIGHT.fills["deep_use"] in text


def test_what_is_no_picture_of_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="no picture"):
        view_svg("x", [("", "<svg></svg>")], dark=False, lang="en")


# Data


def rows(text: str, delimiter: str) -> list[dict[str, str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    head, *body = csv.reader(io.StringIO(text[1:]), delimiter=delimiter)
    named = [f"{name} {head[:n].count(name) or ''}".strip() for n, name in enumerate(head)]
    return [dict(zip(named, row, strict=True)) for row in body]


def test_data_are_the_runs_numbers(comparison: Comparison) -> None:
    found = rows(outcomes_csv(comparison.programmes, "en"), ",")
    assert len(found) == len(comparison.programmes) * len(OUTCOMES) * 14
    chosen = comparison.programmes[2]
    (row,) = (
        each
        for each in found
        if (each["Programme"], each["Outcome"], each["Month"]) == (chosen.label("en"), "Real use", "12")
    )
    values, base = (each.at("deep_use", 12) for each in (chosen, comparison.baseline))
    effect = comparison.effect(chosen.name, "deep_use")
    assert float(row["Mean"]) == pytest.approx(100.0 * values.mean())
    assert float(row["Difference to the baseline"]) == pytest.approx(100.0 * (values - base).mean())
    assert float(row["Difference to the baseline: 95 % CI from"]) == pytest.approx(100.0 * effect.ci_low)
    assert float(row["Difference to the baseline: 95 % CI to"]) == pytest.approx(100.0 * effect.ci_high)
    assert (row["Unit"], row["Companies"]) == ("%", "8")
    (base_row,) = (
        each
        for each in found
        if (each["Programme"], each["Outcome"], each["Month"]) == ("No programme", "Customers", "3")
    )
    assert base_row["Difference to the baseline"] == ""


def test_german_data_have_semicolons_and_decimal_commas(comparison: Comparison) -> None:
    english, german = (
        rows(outcomes_csv(comparison.programmes, lang), delimiter) for lang, delimiter in (("en", ","), ("de", ";"))
    )
    assert german[0]["Ergebnis"] == "Echte Nutzung"
    assert [float(each["Mittelwert"].replace(",", ".")) for each in german] == [float(e["Mean"]) for e in english]


def test_runs_of_the_company_only_and_of_one_company_are_enough(comparison: Comparison) -> None:
    few = [
        replace(each, run=replace(each.run, values=each.run.values[:1, :, :1].copy(), use=None))
        for each in comparison.programmes
    ]
    found = rows(outcomes_csv(few, "en"), ",")
    assert len(found) == len(few) * len(OUTCOMES) * 14
    assert {each["Mean: 95 % CI from"] for each in found} == {""}
    assert all(np.isfinite(float(each["Mean"])) for each in found)


def test_nothing_in_the_data_is_taken_for_a_formula(comparison: Comparison) -> None:
    renamed = [
        Programme(replace(each.scenario, title_en=f'=HYPERLINK("x")-{n}'), each.run, each.is_baseline)
        for n, each in enumerate(comparison.programmes)
    ]
    names = {each["Programme"] for each in rows(outcomes_csv(renamed, "en"), ",")}
    assert names == {f'\'=HYPERLINK("x")-{n}' for n in range(3)}
    for begin in "=+-@\t\r\n":
        assert safe(f"{begin}1") == f"'{begin}1"
    assert safe("1=1") == "1=1"


# Scenario and report


def test_a_scenario_handed_out_is_what_compare_takes(tmp_path: Path) -> None:
    changed = overridden(load("aligned_kpis"), {"people": 40, "kpi_alignment": 0.2})
    changed = replace(changed, title_en=NASTY, months=6)
    name, data = scenario_download(changed)
    assert (name, data.decode("utf-8")) == ("aligned_kpis.toml", scenario_toml(changed))
    (tmp_path / name).write_bytes(data)
    assert load(tmp_path / name) == changed
    done = call("compare", tmp_path / name, "--replications", 2, "--json", "--quiet")
    assert done.code == 0, done.err


def test_a_scenario_with_its_own_people_is_handed_out_with_their_list(tmp_path: Path) -> None:
    company = load("seed_company").company
    ids, places = ("a", "b", "c", "d"), company.organisation.names
    roster = Roster(ids, places, ("",) * 4, (1,) * 4, (5.0,) * 4)
    departments = tuple(replace(each, people=1) for each in company.organisation.departments)
    organisation = replace(company.organisation, departments=departments, roster=roster)
    scenario = Scenario("own", replace(company, organisation=organisation), months=6)
    name, data = scenario_download(scenario)
    assert name == "own.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["own.toml", "own_roster.csv"]
        archive.extractall(tmp_path)
    assert load(tmp_path / "own.toml") == scenario
    assert scenario_download(scenario) == (name, data)


def test_the_report_handed_out_is_the_command_s(tmp_path: Path) -> None:
    chosen = [load("no_programme"), load("aligned_kpis")]
    handed = html_report(chosen, lang="de", month=12, replications=4)
    file = tmp_path / "report.html"
    done = call("report", "no_programme", "aligned_kpis", "--replications", 4, "--lang", "de", "--out", file)
    assert done.code == 0, done.err
    written = file.read_text(encoding="utf-8")
    (row,) = re.findall(r'<tr><th scope="row">Befehl</th>.*?</tr>', written)
    (printed,) = re.findall(r"Befehl: crm-adoption report .*?; ", written)
    for said in (row, printed):
        assert "crm-adoption report no_programme aligned_kpis --replications 4" in said
    assert handed == written.replace(row, "").replace(printed, "")
