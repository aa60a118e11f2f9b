"""Interventions of all kinds, for property tests."""

from __future__ import annotations

from typing import Any

from crm_adoption.scenarios.intervention import Intervention
from crm_adoption.scenarios.interventions import KINDS
from hypothesis import strategies as st

MONTHS = 24
DEPARTMENTS = ("sales", "marketing", "customer_success", "service")
FEATURES = ("activity_log", "pipeline", "shared_record")

strengths = st.floats(0.0, 1.0, allow_subnormal=False)
euros = st.floats(0.0, 2e6, allow_subnormal=False)
money: st.SearchStrategy[dict[str, float]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"strength": strengths}),
    st.fixed_dictionaries({"budget": euros}),
    st.fixed_dictionaries({"strength": strengths, "one_off": euros, "monthly": euros}),
)


@st.composite
def interventions(draw: Any, paid: st.SearchStrategy[dict[str, float]] = money) -> Intervention:
    """Draw an intervention that starts within `MONTHS` months."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    start = draw(st.integers(0, MONTHS - 1))
    fields: dict[str, Any] = {
        "start": start,
        "end": draw(st.none() | st.integers(start + 1, MONTHS + 6)),
        "ramp": draw(st.integers(0, MONTHS)),
        "departments": tuple(draw(st.lists(st.sampled_from(DEPARTMENTS), unique=True, max_size=4))),
    }
    if kind == "Mandate":
        fields["features"] = tuple(draw(st.lists(st.sampled_from(FEATURES), unique=True, max_size=3)))
    return KINDS[kind](**fields, **draw(paid))
