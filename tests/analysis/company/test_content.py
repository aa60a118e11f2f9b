"""Real use by content: parted where people leave content, left to clicks where they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from crm_adoption import load
from crm_adoption.analysis.company.content import (
    by_content,
    content_line,
    content_rule,
    real_by_content,
    record_of,
)
from crm_adoption.analysis.company.diagnosis import diagnose
from crm_adoption.analysis.evidence.ensemble import load_ensemble
from crm_adoption.scenarios.core.typical import typical_companies
from crm_adoption.scenarios.usage.clicks import clicks, contents
from crm_adoption.scenarios.usage.example import example, record, short, write_example
from crm_adoption.scenarios.usage.reading import read_company


def test_two_ways_of_use_are_parted_by_what_they_hold() -> None:
    chance = np.random.default_rng(1)
    counts = np.concatenate([chance.poisson(6, 400), chance.poisson(6, 400)]).astype(float) + 2.0
    real = np.arange(800) >= 400
    content = chance.binomial(counts.astype(int), np.where(real, 0.8, 0.1)).astype(float)
    rule = content_rule(content, counts)
    assert rule is not None
    assert rule.tells
    assert ((rule.parts(content, counts)[:, 1] > 0.5) != real).mean() < 0.03


def test_content_is_less_often_wrong_than_counts_alone_on_companies_with_known_truth() -> None:
    members, chance, wrong = load_ensemble("evidence").members, np.random.default_rng(97), []
    for k, company in enumerate(typical_companies(8, 97, months=12, behaviour=members[0])):
        done = record(company.behaving(members[int(chance.integers(len(members)))]), 97, k)
        counts = clicks(done.deep, done.compliance, company.company.catalogue.names, chance)
        content, touched, used = contents(counts, done.deep, chance), done.deep | done.compliance, counts >= 2
        alone = np.zeros(used.shape, bool)
        for f in range(counts.shape[-1]):
            uses = counts[..., f][used[..., f]].astype(float)
            rule = content_rule(np.zeros(len(uses)), uses)
            alone[..., f][used[..., f]] = rule is not None and rule.parts(np.zeros(len(uses)), uses)[:, 1] > 0.5
        both = (real_by_content(content, counts, used, alone)[0], alone)
        wrong.append([float((each != done.deep)[touched].mean()) for each in both])
    by_content_wrong, by_counts_wrong = np.mean(wrong, axis=0)
    assert by_content_wrong < 0.85 * by_counts_wrong


def test_where_content_tells_nothing_clicks_decide() -> None:
    chance = np.random.default_rng(2)
    counts = (chance.poisson(12, (60, 6, 1)) + 2).astype(float)
    content = chance.binomial(counts.astype(int), 0.4).astype(float)
    by_clicks = counts > 14
    real, rules = real_by_content(content, counts, counts >= 2, by_clicks)
    assert rules == []
    assert (real == by_clicks).all()
    assert content_rule(content[:10, 0, 0], counts[:10, 0, 0]) is None


def test_a_diagnosis_says_both(tmp_path: Path) -> None:
    found = example(short(load("seed_company"), 6), 4)
    company, usage = read_company(*write_example(found, tmp_path))
    assert by_content(diagnose(company, usage)) is None
    assert record_of(None) is None
    held = contents(usage.counts.astype(int), usage.counts > 8, np.random.default_rng(5)).astype(float)
    rich = replace(usage, content=held, content_kinds=("note", "others"))
    said = diagnose(company, rich)
    content = by_content(said)
    assert content is not None
    assert content.monthly.shape == said.monthly["deep"].shape
    assert content.share[0] < 0.35 < content.share[1]
    assert abs(content.present[0] - said.present[0].deep) < 0.1
    assert "notes and records that several people use" in content_line(said, content, "en")
    assert "Notizen und Datensätze, die mehrere nutzen" in content_line(said, content, "de")
    assert rich.first(3).content is not None
