"""What an intervention waits for, in the words of its company."""

from __future__ import annotations

from ...scenarios.programmes.condition import Condition
from ...scenarios.words.declared import called
from ..base.programme import Triggered
from ..comparing.comparison import ComparisonResult


def condition(found: ComparisonResult, each: Triggered, lang: str) -> str:
    """Return what an intervention waits for, in words."""
    departments = found.programme(each.scenario).scenario.company.organisation.departments
    return Condition.parse(each.when).in_words({d.name: called(d, lang) for d in departments}, lang)
