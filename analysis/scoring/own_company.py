"""A company made of its answers alone: its departments, with as many people as were asked."""

from __future__ import annotations

from dataclasses import replace

from ...model.company import Company
from ...model.organisation import Department, Organisation
from ...scenarios.core.scenario import Scenario
from ...scenarios.core.typical import LABELS, LEAVING
from ...scenarios.files.starter import machine_name, resembling
from ...scenarios.reading.keys import plain
from ...scenarios.surveys.answers import UNSAID, Answers
from ...scenarios.words.catalogue import Words

_say = Words("scoring.company")


def made_of(answers: Answers) -> tuple[Scenario, Answers] | None:
    """Return the company of some answers, and the answers with its departments; None where one resembles no role.

    Parameters
    ----------
    answers : Answers
        Departments as they were written, where the company is not known.
    """
    counts = {name: answers.departments.count(name) for name in answers.invited if name != UNSAID}
    people = {name: max(answers.invited[name] or 0, count) for name, count in counts.items()}
    if len(people) < 2 or any(resembling(name) is None for name in people) or min(people.values()) < 1:
        return None
    usual = {plain(label): name for name, both in LABELS.items() for label in both}
    named = {each: usual.get(plain(each)) or machine_name(each) or each for each in people}
    if len(set(named.values())) < len(named):
        return None
    departments = tuple(_department(named[each], each, number) for each, number in people.items())
    scenario = Scenario(
        "our_company", Company(Organisation(_say("name", "en"), departments)), months=36,
        title_en=_say("name", "en"), title_de=_say("name", "de"),
    )  # fmt: skip
    known = replace(
        answers,
        departments=tuple(named.get(each, UNSAID) for each in answers.departments),
        invited={named[each]: answers.invited[each] for each in people},
    )
    return scenario, known


def _department(name: str, text: str, people: int) -> Department:
    role = resembling(text) or ""
    label_en, label_de = LABELS.get(name, (text, text))
    return Department(name, label_en, label_de, role, people, leaving=LEAVING.get(role, 0.010))
