"""With one, two or three of anything no command claims to tell things apart: all commands that speak.

The least sizes stand in one table, `least_sizes.LEAST`, with the reason of each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import crm_adoption
import numpy as np
import pytest
from command_line import call, complaint
from crm_adoption.analysis.base.least_sizes import LEAST, by_luck, enough, known, too_few
from crm_adoption.analysis.claims.ablation_page import sentences as ablation_sentences
from crm_adoption.analysis.claims.verdicts import verdict
from crm_adoption.analysis.deciding import deciding
from crm_adoption.analysis.deciding.told import Decision
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.analysis.learning.factors import Estimate, around
from crm_adoption.analysis.learning.sensitivity_sentences import _sobol, share_words
from crm_adoption.analysis.learning.sobol_indices import sobol_indices
from crm_adoption.analysis.words.phrases import LANGUAGES
from crm_adoption.scenarios.studies.designs import Design, grid, morris, one_at_a_time, saltelli
from crm_adoption.scenarios.studies.study import Study
from crm_adoption.scenarios.studies.uncertainty import Uncertainty

FEW = (1, 2, 3)
TOO_FEW = {"en": "nothing can be told apart", "de": "lässt sich nichts unterscheiden"}
SURE = re.compile(
    r"comes out best|is best in|no practical difference|depends on|is ahead of|is better than|is worse than"
    r"|cannot be told apart from|best here|liegt .* vorn"
    r"|ist besser|begins in|catches up|pays back|does at least as much|stays ahead|bleibt .* vor",
    re.IGNORECASE,
)
SPEAKING: dict[str, tuple[object, ...]] = {
    "compare": ("compare", "no_programme", "aligned_kpis", "training", "--months", 6),
    "rescue": ("compare", "no_programme", "rescue", "--months", 8),
    "what-if": ("what-if", "sponsor-leaves"),
    "duel": ("duel", "--months", 6),
}


def pairs_of_limits(value: Any) -> Iterator[tuple[float, float]]:
    """Yield all intervals of a document."""
    if isinstance(value, dict):
        for low, high in (("ci_low", "ci_high"), ("low", "high")):
            if isinstance(value.get(low), float) and isinstance(value.get(high), float) and "explained" not in value:
                yield value[low], value[high]
        for each in value.values():
            yield from pairs_of_limits(each)
    elif isinstance(value, list):
        for each in value:
            yield from pairs_of_limits(each)


def values_of(value: Any, name: str) -> Iterator[Any]:
    """Yield what a document has under a name, wherever it stands."""
    if isinstance(value, dict):
        yield from (each for key, each in value.items() if key == name)
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from values_of(each, name)


@pytest.mark.parametrize("n", FEW)
@pytest.mark.parametrize("which", SPEAKING)
def test_commands_that_compare(which: str, n: int, tmp_path: Path) -> None:
    lang = LANGUAGES[n % 2]
    out = () if which == "what-if" else ("--out", tmp_path / "out")
    done = call(*SPEAKING[which], "--replications", n, "--seed", 3, "--lang", lang, "--json", *out)
    assert done.code == 0, done.err
    document = json.loads(done.out)
    said = document.get("advice") or document["answer"]
    sentences = said[lang] if isinstance(said, dict) else said
    assert TOO_FEW[lang] in sentences[0]
    assert not [each for each in sentences if SURE.search(each)]
    assert all(low < high for low, high in pairs_of_limits(document))
    for name in ("p_better", "payback_share", "ahead", "ahead_own_luck"):
        assert not [each for each in values_of(document, name) if isinstance(each, float)]
    if n < LEAST["correlation"].size:
        assert not [each for each in values_of(document, "correlation") if each is not None]


@pytest.mark.parametrize("n", FEW)
def test_a_report_says_so_on_its_first_page_and_in_its_figures(n: int, tmp_path: Path) -> None:
    from crm_adoption import compare
    from crm_adoption.analysis.board import findings as chart_findings
    from crm_adoption.analysis.telling.report import comparison_report

    found = compare(["no_programme", "aligned_kpis", "training"], replications=n, months=6, seed=1)
    for title in (chart_findings.ahead, chart_findings.changed, chart_findings.paid_back, chart_findings.worth_it):
        assert "too few to say" in title(found)
    assert TOO_FEW["en"] in comparison_report(found)


@pytest.mark.parametrize("n", FEW)
def test_a_run_shows_means_only(n: int) -> None:
    done = call("run", "no_programme", "--replications", n, "--months", 3)
    assert done.code == 0, done.err
    assert "show no range" in " ".join(done.out.split())
    assert "…" not in done.out


@pytest.mark.parametrize("n", FEW)
def test_a_pilot_of_few_is_refused(n: int) -> None:
    done = call("plan", "no_programme", "aligned_kpis", "--replications", n)
    assert "5" in complaint(done)


UNCERTAIN = (Uncertainty("behaviour.peer_weight"), Uncertainty("levers.sponsorship"))
DESIGNS = {
    "saltelli": lambda n: saltelli(UNCERTAIN, n, seed=1, second_order=False),
    "morris": lambda n: morris(UNCERTAIN, n, seed=1),
}  # fmt: skip


def stored(folder: Path, design: Design, replications: int) -> Path:
    path = folder / "study.duckdb"
    words: dict[str, Any] = {"months": (2,), "outcomes": ("deep_use",)}
    Study("tiny", ("no_programme",), design.uncertainties, design, replications, **words).run(path)
    return path


@pytest.mark.parametrize("n", [1, 2])  # designs of three base points there are not
@pytest.mark.parametrize("kind", DESIGNS)
def test_sensitivity_refuses_designs_that_are_too_small(tmp_path: Path, kind: str, n: int) -> None:
    path = stored(tmp_path, DESIGNS[kind](n), 1)
    said = complaint(call("study", "sensitivity", path))
    assert "too few: indices and intervals would be noise" in said
    assert n > 1 or re.search(r"1 (base point n|trajectory) of a \w+ design is too few", said)
    assert f"{LEAST['sobol' if kind == 'saltelli' else kind].size} or more" in said


@pytest.mark.parametrize("replications", FEW)
def test_sensitivity_and_maps_from_few_replicates_say_so(tmp_path: Path, replications: int) -> None:
    alone = stored(tmp_path, one_at_a_time(UNCERTAIN), replications)
    assert "chance is in it" in " ".join(call("study", "sensitivity", alone, "--json").out.split())
    (tmp_path / "map").mkdir()
    path = stored(tmp_path / "map", grid(UNCERTAIN, 3), replications)
    done = call("study", "map", path, "--x", UNCERTAIN[0].name, "--y", UNCERTAIN[1].name, "--json")
    assert done.code == 0, done.err
    assert "chance is in it" in done.out


@pytest.mark.parametrize("n", FEW)
def test_discovery_refuses_few_points(tmp_path: Path, n: int) -> None:
    from crm_adoption.scenarios.studies.designs import sobol

    path = stored(tmp_path, sobol(UNCERTAIN, n if n != 3 else 4, 1), 1)
    assert "too few to find where it fails; 40 or more" in complaint(
        call("study", "discover", path, "--fails-when", "deep_use < 0.3")
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_indices_beyond_the_scale_are_called_noise(lang: str) -> None:
    design = saltelli(UNCERTAIN, 8, seed=1, second_order=False)
    found = sobol_indices(design, design.unit[:, 0])
    beyond = replace(found, first=(around(1.3, 0.4), around(0.1, 0.2)))
    assert beyond.noise == [0]
    said = " ".join(_sobol(beyond, lang))
    assert {"en": "Noise: ", "de": "Rauschen: "}[lang] in said
    assert {"en": "Each alone", "de": "Jeder für sich"}[lang] not in said
    assert share_words(Estimate(0.5, *around(0.5, 0.0).ends), lang) != share_words(around(0.5, 0.0), lang)
    assert share_words(around(0.5, 0.0), lang) == "50 %"


@pytest.mark.parametrize("sets", FEW)
def test_a_decision_over_few_parameter_sets_says_how_little_that_is(sets: int, tmp_path: Path) -> None:
    from crm_adoption.analysis.deciding.folder import write_folder

    whole = load_ensemble("evidence")
    few = replace(whole, members=whole.members[:sets])
    found: Decision = deciding.decide(budget=120_000.0, months=8, ensemble=few, trials=14, seed=1)
    assert not found.clear
    for lang in LANGUAGES:
        first, second, sure = found.answer(lang)
        assert "95 %" not in first + second
        assert TOO_FEW[lang] in sure
        assert not [each for each in found.advice(lang) if "surely" in each or "sicher" in each]
    assert all(np.isnan(each.likely_best) for each in found.options)
    write_folder(found, tmp_path, "no_programme", xlsx=True)
    json.loads((tmp_path / "decision.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("n", FEW)
def test_patterns_and_claims_of_few(n: int) -> None:
    for lang in LANGUAGES:
        (only,) = ablation_sentences({"parameter_sets": n}, lang)
        assert TOO_FEW[lang] in only
    sample = {"holds": 1.0, "companies": n}
    assert verdict({"about": "typical", "typical": sample, "wide": sample}) == {"accepted": "open", "wide": "open"}


def test_every_least_size_has_a_reason_and_is_used_by_name() -> None:
    root = Path(crm_adoption.__file__).parent / "analysis"
    sources = "".join(path.read_text(encoding="utf-8") for path in root.rglob("*.py") if path.name != "least_sizes.py")
    for name, each in LEAST.items():
        assert each.size >= 2
        assert each.why
        assert each.of
        assert f'"{name}"' in sources
    assert enough("verdict", 6)
    assert np.isnan(known("share", 5, 1.0))
    assert by_luck(6, "en") == ""
    assert all(TOO_FEW[lang] in too_few(n, "pairs", lang) for n in FEW for lang in LANGUAGES)
