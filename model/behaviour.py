"""How people decide, learn and forget: the behavioural parameters (uncertainties)."""

from __future__ import annotations

from dataclasses import dataclass

from .declared import Declared, number
from .in_brief import in_brief

HALF = 0.5
"""A form takes its second shape from here on; sweeps and ensembles sample forms like any other number."""


@in_brief
@dataclass(frozen=True)
class Behaviour(Declared):
    """Behavioural parameters, the same for every company (see ``crm-adoption parameters``)."""

    usefulness_weight: float = number(
        2.05, (1.2, 3.2), "How strongly a feature's usefulness speaks for using it properly.",
        unit="logit", symbol="b_use", source="S1, S3, S4", grade="A",
    )  # fmt: skip
    effort_weight: float = number(
        2.27, (1.0, 3.0), "How strongly the effort of a feature speaks against it.",
        unit="logit", symbol="b_effort", source="S1, S3", grade="A",
    )  # fmt: skip
    peer_weight: float = number(
        0.859, (0.0, 2.0), "How strongly colleagues who use a feature pull others along.",
        unit="logit", symbol="b_peer", source="S5, S13", grade="A",
    )  # fmt: skip
    tipping_share: float = number(
        0.318, (0.10, 0.40), "Share of colleagues in real use at which the pull of the group sets in.",
        symbol="theta", source="S10", grade="A",
    )  # fmt: skip
    pull_steepness: float = number(
        6.38, (5.0, 20.0), "How sharply the pull of the group sets in around the tipping share.",
        unit="1/share", symbol="kappa", allowed=(0.0, 30.0),
    )  # fmt: skip
    pull_reference: float = number(
        0.3, (0.3, 0.3), "Pull of the group at which it speaks neither for nor against.", symbol="S_0"
    )
    leadership_weight: float = number(
        1.05, (0.3, 1.6), "How strongly the line manager's example and commitment count.",
        unit="logit", symbol="b_lead", source="S5, S6", grade="A",
    )  # fmt: skip
    kpi_weight: float = number(
        0.889, (0.5, 2.0), "How strongly goals shared across departments speak for sharing work in the CRM.",
        unit="logit", symbol="b_kpi", source="I4, I6, D10", grade="A",
    )  # fmt: skip
    territory_weight: float = number(
        2.42, (0.5, 2.5), "How strongly people keep knowledge to themselves to protect their territory.",
        unit="logit", symbol="b_terr", source="D8, D9", grade="A",
    )  # fmt: skip
    visibility_weight: float = number(
        3.27, (2.0, 5.0), "How strongly being seen by the boss speaks for entering the minimum.",
        unit="logit", symbol="b_seen", source="D2, D5", grade="B",
    )  # fmt: skip
    habit_bonus: float = number(
        1.29, (0.6, 2.2), "How strongly a full habit holds a person in the present way of working.",
        unit="logit", symbol="b_habit", source="S4, T14", grade="A",
    )  # fmt: skip
    comfort: float = number(
        1.39, (0.5, 1.5), "How comfortable the old list, mail or tool is.",
        unit="logit", symbol="comfort", source="D6", grade="B", allowed=(-50.0, 50.0),
    )  # fmt: skip
    resistance_spread: float = number(
        1.37, (0.6, 1.6), "How much people differ in their resistance to change (standard deviation).",
        unit="logit", symbol="sd_r",
    )  # fmt: skip
    territoriality_spread: float = number(
        0.26, (0.10, 0.30), "How much people differ in territoriality (standard deviation).",
        symbol="sd_z",
    )  # fmt: skip
    attention: float = number(
        0.635, (0.36, 0.67), "Chance that a person thinks about a feature anew in a month, when few are new.",
        symbol="rho", source="T6", grade="A",
    )  # fmt: skip
    capacity: float = number(
        9.28, (4.0, 12.0), "Number of unfamiliar features a person can look at per month.",
        unit="features", symbol="capacity",
    )  # fmt: skip
    habit_speed: float = number(
        0.388, (0.25, 0.75), "Share of a habit that is formed or lost in one month.",
        symbol="gamma", source="T14", grade="A",
    )  # fmt: skip
    learning: float = number(
        0.113, (0.10, 0.40), "Share of the missing skill gained in a month of real use.", symbol="lambda"
    )
    forgetting: float = number(
        0.036, (0.03, 0.06), "Share of skill lost in a month without real use.",
        symbol="delta", source="I8", grade="A",
    )  # fmt: skip
    novelty: float = number(
        3.01, (0.0, 3.5), "Curiosity about a new feature in its first month.",
        unit="logit", symbol="novelty", source="T1, T2, T8", grade="A",
    )  # fmt: skip
    novelty_months: float = number(
        1.19, (1.0, 3.0), "How long curiosity lasts.",
        unit="months", symbol="tau", source="T1, T8", grade="A", allowed=(0.1, 1e12),
    )  # fmt: skip
    gate_strength: float = number(
        6.6, (6.0, 10.0), "How firmly the old way is closed when a feature is enforced by the tool.",
        unit="logit", symbol="b_gate", source="T5, T6", grade="A",
    )  # fmt: skip
    gate_attention: float = number(
        0.594, (0.5, 0.7), "Chance per month of facing a feature whose old way is closed.",
        symbol="rho_gate", source="T6", grade="A",
    )  # fmt: skip
    training_gain: float = number(
        0.141, (0.10, 0.20), "Share of the missing skill gained by a month of full training.",
        symbol="s_train", source="I8", grade="A",
    )  # fmt: skip
    champion_boost: float = number(
        1.2, (0.5, 1.5), "How much less a champion resists.", unit="logit", symbol="b_champion"
    )
    champion_skill: float = number(0.683, (0.5, 0.9), "Least skill of a champion.", symbol="s_champion")
    champion_voice: float = number(
        2.49, (2.0, 4.0), "How many ordinary colleagues' example a champion's counts for.",
        unit="colleagues", symbol="w_champion", source="S9", grade="A", allowed=(1.0, 8.0),
    )  # fmt: skip
    starting_skill: float = number(0.269, (0.05, 0.30), "Skill before go-live, on average.", symbol="s_0")
    starting_skill_spread: float = number(
        0.0744, (0.04, 0.12), "How much people differ in skill before go-live (standard deviation).", symbol="sd_s"
    )
    newcomer_skill: float = number(
        0.254, (0.15, 0.45), "Skill a newcomer brings along.", symbol="s_new", source="T7", grade="A"
    )
    newcomer_old_habit: float = number(
        0.806, (0.3, 0.9), "Strength of the old habit a newcomer brings along.",
        symbol="h_new", source="T7", grade="A",
    )  # fmt: skip
    staleness: float = number(
        0.0208, (0.018, 0.030), "Share of the customer record that goes stale in a month.",
        symbol="staleness", source="D4", grade="B",
    )  # fmt: skip
    entry_rate: float = number(
        0.209, (0.15, 0.35), "Share of the record's gaps that full real use fills in a month.", symbol="fill"
    )
    accuracy_of_deep_entries: float = number(
        0.909, (0.85, 0.98), "Accuracy of entries made in real use.", symbol="q_deep", source="D1", grade="B"
    )
    accuracy_of_compliance_entries: float = number(
        0.297, (0.2, 0.6), "Accuracy of entries made for the boss.", symbol="q_comply", source="D2, D3", grade="B"
    )
    way_weight: float = number(
        1.56, (0.4, 2.0), "How strongly the way it is done here speaks for real use.",
        unit="logit", symbol="b_way", source="S18",
    )  # fmt: skip
    way_comfort: float = number(
        0.806, (0.2, 0.9), "Share of the old way's comfort that is gone once the new way is the way it is done here.",
        symbol="k_way",
    )  # fmt: skip
    way_speed: float = number(
        0.0681, (0.055, 0.167), "How far the way it is done here moves in a month towards what people do.",
        symbol="s_way",
    )  # fmt: skip
    crowding: float = number(
        0.555, (0.2, 1.0), "Share of what is done under a full incentive that does not become the way it is done here.",
        symbol="chi", source="S20", grade="A",
    )  # fmt: skip
    meeting_speed: float = number(
        1.97, (0.5, 3.0), "How much faster meetings between peers make a new way the way it is done here.",
        unit="factor", symbol="m_way", allowed=(0.0, 10.0),
    )  # fmt: skip
    meeting_gain: float = number(
        0.185, (0.05, 0.30), "Share of the missing skill that peers who all use it pass on in a month of meetings.",
        symbol="s_meet",
    )  # fmt: skip
    habituation: float = number(
        0.266, (0.0, 0.8), "Share of an incentive's pull that is lost once people are used to it.", symbol="phi"
    )
    habituation_months: float = number(
        14.6, (6.0, 24.0), "Months until people are half used to an incentive.",
        unit="months", symbol="t_half", allowed=(0.5, 1e6),
    )  # fmt: skip
    goal_conflict: float = number(
        0.086, (0.0, 0.5), "How much half-changed goals pull people in two directions.",
        symbol="conflict", source="I4", grade="A", allowed=(0.0, 1.0),
    )  # fmt: skip
    told_at_best: float = number(
        0.639, (0.55, 0.75), "Share of customers' matters that colleagues tell each other where there are no silos.",
        symbol="told", source="O5", grade="B",
    )  # fmt: skip
    silo_weight: float = number(
        0.494, (0.4, 0.8), "Share of this telling that closed silos take away.", symbol="b_silo", source="O5", grade="B"
    )
    culture_spread: float = number(
        0.191, (0.0, 0.8), "How much companies alike on paper differ in what speaks for real use (standard deviation).",
        unit="logit", symbol="sd_c", source="I10",
    )  # fmt: skip
    department_spread: float = number(
        0.528, (0.0, 0.8), "How much departments differ in resistance and in comfort (standard deviation).",
        unit="logit", symbol="sd_d", source="U10", grade="A",
    )  # fmt: skip
    head_spread: float = number(
        0.18, (0.0, 0.5), "How much heads of departments differ in their commitment (standard deviation).",
        symbol="sd_h",
    )  # fmt: skip
    monitoring_resistance: float = number(
        0.313, (0.0, 0.8), "Resistance that closer watching than before stirs up.", unit="logit", symbol="b_watch"
    )
    monitoring_leaving: float = number(
        0.0324, (0.0, 1.0), "By how much closer watching than before raises the number of people who leave.",
        unit="factor", symbol="l_watch",
    )  # fmt: skip
    targets_weight: float = number(
        2.66, (0.5, 3.0), "How strongly targets on activity speak for entering the minimum.",
        unit="logit", symbol="b_target", source="D2",
    )  # fmt: skip
    targets_harm: float = number(
        0.334, (0.1, 0.7), "Share of the accuracy of minimal entries that targets on activity take away.",
        symbol="q_target", source="D2",
    )  # fmt: skip
    overload: float = number(
        0.322, (0.0, 0.4), "How much every further change at the same time takes from people's capacity.",
        unit="1/change", symbol="load", source="T12",
    )  # fmt: skip
    enforcement_months: float = number(
        5.73, (1.0, 8.0), "Months over which a closed old way is really enforced.",
        unit="months", symbol="t_gate", source="T6", grade="A", allowed=(1.0, 1e6),
    )  # fmt: skip
    trust_at_start: float = number(0.627, (0.4, 0.9), "Trust in AI features before it is used.", symbol="T_0")
    trust_speed: float = number(
        0.155, (0.03, 0.20), "How fast good calls of AI build trust, a month.", unit="share/month", symbol="s_trust"
    )
    trust_asymmetry: float = number(
        4.34, (3.0, 5.0), "How many times faster bad calls of AI destroy trust than good ones build it.",
        unit="factor", symbol="a_trust", allowed=(1.0, 100.0),
    )  # fmt: skip
    linear_pull: float = number(
        0.0, (0.0, 1.0), "Form: colleagues pull at a tipping share (below .5), or with every one of them (from .5).",
        unit="form", symbol="form_pull", source="S5, S10", grade="A", allowed=(0.0, 1.0),
    )  # fmt: skip
    mixed_goals: float = number(
        0.0, (0.0, 1.0), "Form: half-changed goals are weak (below .5), or pull people apart (from .5).",
        unit="form", symbol="form_goals", source="I4", grade="A", allowed=(0.0, 1.0),
    )  # fmt: skip
    additive_leadership: float = number(
        0.0, (0.0, 1.0), "Form: the sponsor decides what managers count for (below .5), or counts beside them.",
        unit="form", symbol="form_lead", source="S6", grade="A", allowed=(0.0, 1.0),
    )  # fmt: skip
    data_need_reference: float = number(
        0.58, (0.5, 0.7), "Usable data at which a feature works as promised.", symbol="D_ref", allowed=(0.01, 1.0)
    )
    ai_data_threshold: float = number(
        0.359, (0.35, 0.60), "Relative data quality below which AI features do harm.",
        symbol="q*", allowed=(0.0, 0.99), source="D1, I11",
    )  # fmt: skip
