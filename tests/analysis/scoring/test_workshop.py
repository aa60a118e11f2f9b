"""The report for the workshop: strengths, walls, heads and their people, and nothing of groups under five."""

from __future__ import annotations

import io
import re
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import ttest_ind

sys.path.insert(0, str(Path(__file__).parents[2]))

from answered import ASKED, CONSTRUCTS, answered, write_answers
from command_line import call, complaint
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.scoring.asking import worth_asking
from crm_adoption.analysis.scoring.gaps import gaps
from crm_adoption.analysis.scoring.job import Scored, scored
from crm_adoption.analysis.scoring.leanings import HELPS, leanings, strengths, walls
from crm_adoption.analysis.scoring.report import as_slides, lead, sections_of
from crm_adoption.analysis.scoring.shown import kept_in, opinions_of
from crm_adoption.scenarios.files.catalogue import load

SIZES = {"sales": 40, "marketing": 12, "customer_success": 4, "service": 20}
PLACES = {"usefulness": [0.9] * 4, "silos": [0.9] * 4, "territory": [-0.9] * 4, "goals": [-0.9] * 4}


@pytest.fixture(scope="module")
def found() -> Scored:
    done = scored(answered(SIZES, PLACES, heads=8), load("no_programme"), load_ensemble("evidence"))
    assert done is not None
    return done


def test_every_construct_helps_or_stands_against_but_for_checking() -> None:
    assert set(HELPS) == {each.name for each in ASKED.constructs} - {"monitoring"}


def test_strengths_and_walls_are_what_was_put_in(found: Scored) -> None:
    known = leanings(found.answers, found.surveyed.standing)
    assert {"usefulness", "territory"} <= {each.construct for each in strengths(known)}
    assert {"silos", "goals"} <= {each.construct for each in walls(known)}
    assert [each.much for each in known if each.construct in ("territory", "goals")] == [False, False]


def test_gaps_are_those_of_another_test(found: Scored) -> None:
    """Welch's test of SciPy, without adjustment, on the smallest of the adjusted p values."""
    answers = found.answers
    first = min(gaps(answers), key=lambda each: each.p)
    coded = answers.instrument.coded(answers.values).astype(float)
    coded[coded == 0] = np.nan
    scores = np.nanmean(coded[:, list(ASKED.columns(first.construct))], axis=1)
    told = ttest_ind(scores[answers.heads], scores[~answers.heads], equal_var=False)
    limits = told.confidence_interval(0.95)
    assert (first.low, first.high) == pytest.approx((limits.low, limits.high))
    assert first.p == pytest.approx(min(1.0, len(CONSTRUCTS) * told.pvalue))


def test_heads_who_see_it_otherwise_are_found() -> None:
    answers = answered({"sales": 60}, heads=8)
    values = answers.values.copy()
    for item in ASKED.columns("sponsorship"):
        values[:8, item], values[8:, item] = 5, np.minimum(values[8:, item], 3)
    sure = [each.construct for each in gaps(replace(answers, values=values)) if each.sure]
    assert sure[:1] == ["sponsorship"]
    assert gaps(answered({"sales": 60}, heads=4)) == ()


def test_a_picture_shows_only_places_that_may_be_shown(found: Scored) -> None:
    shown = kept_in(found.surveyed.fit)
    assert set(shown) == {"company", "sales", "service"}  # marketing would give four people away
    for place in shown:
        rows = opinions_of(shown, place, "de")
        assert len(rows) == len(CONSTRUCTS)
        assert all(sum(each.shares) == pytest.approx(1.0) for each in rows if each.shares)
        own_system = rows[CONSTRUCTS.index("own_system")]
        assert own_system.after == ()  # it is told of, and no number follows


def test_worth_asking_is_of_numbers_of_the_company(found: Scored) -> None:
    worth = worth_asking(found.surveyed.fit, draws=64)
    assert worth
    assert all(each.name.startswith("levers.") and each.worth >= 0.0 for each in worth)


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_report_is_one_file_without_groups_under_five(tmp_path: Path, lang: str) -> None:
    answers = write_answers(answered(SIZES, PLACES, heads=8), tmp_path / "answers.csv")
    out = tmp_path / "survey.html"
    done = call("survey", "report", answers, "--company", "no_programme", "--out", out, "--lang", lang)
    assert done.code == 0, done.err
    text = out.read_text("utf-8")
    assert text.count("<svg") == 1
    assert "http://" not in re.sub(r"http://www\.w3\.org/\S+", "", text)
    small = re.compile("Customer Success|Kundenbetreuung")
    rows = [row for row in re.findall(r"<tr>.*?</tr>", text, re.S) if small.search(row)]
    assert rows
    assert all(not re.search(r">[1-4]<", row) for row in rows)


def test_too_few_answers_have_no_report(tmp_path: Path) -> None:
    answers = write_answers(answered({"sales": 4}), tmp_path / "answers.csv")
    said = complaint(call("survey", "report", answers, "--company", "no_programme", "--out", tmp_path / "a.html"))
    assert "too few for a report" in said


@pytest.mark.parametrize("lang", ["en", "de"])
def test_the_report_as_slides_says_its_lead_first_and_has_all_its_tables(found: Scored, lang: str) -> None:
    pptx = pytest.importorskip("pptx", reason="the extra analysis")
    deck = pptx.Presentation(io.BytesIO(as_slides(found, (), "print", lang)))
    first = " ".join(each.text_frame.text for each in deck.slides[0].shapes if each.has_text_frame)
    assert all(" ".join(each.split()) in " ".join(first.split()) for each in lead(found, lang))
    written = [[cell.text for cell in each.table.rows[0].cells] for slide in deck.slides for each in slide.shapes
               if each.has_table]  # fmt: skip
    tables = [table for section in sections_of(found, (), lang) for table in section.tables]
    assert written == [list(each.columns) for each in tables]
    everything = "".join(each.text for slide in deck.slides for each in slide.element.iter() if each.text)
    assert "customer_success" not in everything, "a department of four is not told apart"
