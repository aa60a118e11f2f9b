"""Interventions of all kinds, for property tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crm_adoption.scenarios.programmes.intervention import Intervention
from crm_adoption.scenarios.programmes.interventions import KINDS
from crm_adoption.scenarios.programmes.money import Money
from hypothesis import strategies as st

MONTHS = 24
DEPARTMENTS = ("sales", "marketing", "customer_success", "service")
FEATURES = ("activity_log", "pipeline", "shared_record")

strengths = st.floats(0.0, 1.0, allow_subnormal=False)
euros = st.floats(0.0, 2e6, allow_subnormal=False)
money: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"strength": strengths}),
    st.fixed_dictionaries({"budget": euros}),
    st.fixed_dictionaries({"strength": strengths, "one_off": euros, "monthly": euros}),
    st.fixed_dictionaries({"one_off": st.builds(Money, euros, euros, euros), "monthly": euros}),
)


NEEDED: dict[str, dict[str, Any]] = {
    "SwitchOffFeatures": {"features": ("lead_scoring",)},
    "NewFeatureWave": {"features": ("lead_scoring", "quoting")},
}
"""What kinds of interventions cannot do without."""
ON_FEATURES = ("StagedRollout", "SwitchOffFeatures", "NewFeatureWave")
"""Kinds that change which features can be used."""
ON_OWN_SYSTEMS = ("ConnectOwnSystem", "RetireOwnSystem")
"""Kinds that a company without systems of its departments' own refuses."""
ANYWHERE = tuple(sorted(set(KINDS) - set(ON_OWN_SYSTEMS)))


def plain(kind: type[Intervention], **fields: Any) -> Intervention:
    """Return an intervention of a kind with just what it needs."""
    return kind(**NEEDED.get(kind.__name__, {}), **fields)


def _own_fields(kind: str) -> dict[str, st.SearchStrategy[Any]]:
    some = st.lists(st.sampled_from(FEATURES), unique=True, max_size=3).map(tuple)
    waves = st.lists(st.sampled_from(FEATURES), unique=True, max_size=3).map(lambda names: tuple((n,) for n in names))
    return {
        "Mandate": {"features": some},
        "AutonomousAI": {"features": some},
        "SwitchOffFeatures": {"features": some.filter(bool)},
        "NewFeatureWave": {"features": some.filter(bool)},
        "StagedRollout": {"waves": waves, "every": st.integers(1, 6), "size": st.integers(1, 5)},
        "Training": {"once": st.booleans(), "trainers": st.none() | st.integers(1, 4)},
        "Champions": {"most": st.none() | st.integers(1, 30)},
    }.get(kind, {})


CONDITIONS = (
    "deep_use < 0.3", "deep_use > 0.02", "active_users < 0.9 in sales", "compliance_use > 0.1 in service",
    "hours_saved > 0 in marketing", "never_deep > 0.5", "customers < 2000", "customers < 1e9",
)  # fmt: skip


@st.composite
def interventions(
    draw: Any, paid: st.SearchStrategy[dict[str, Any]] = money, *, kinds: Sequence[str] = ANYWHERE,
    when: st.SearchStrategy[str | None] | None = None,
) -> Intervention:  # fmt: skip
    """Draw an intervention that starts within `MONTHS` months."""
    kind = draw(st.sampled_from(kinds))
    start = draw(st.integers(0, MONTHS - 1))
    condition = draw(when) if when is not None else None
    by_date = condition is None and draw(st.booleans())
    fields: dict[str, Any] = {
        "start": start,
        "when": condition,
        "end": None if by_date else draw(st.none() | st.integers(start + 1, MONTHS + 6)),
        "lasts": draw(st.none() | st.integers(1, MONTHS)) if by_date or condition else None,
        "ramp": draw(st.integers(0, MONTHS)),
        "departments": tuple(draw(st.lists(st.sampled_from(DEPARTMENTS), unique=True, max_size=4))),
        **{name: draw(each) for name, each in _own_fields(kind).items()},
    }
    cost = draw(paid)
    if KINDS[kind].free and "budget" in cost:
        cost = {"strength": 0.0 if cost["budget"] == 0.0 else 1.0}
    return KINDS[kind](**fields, **cost)
