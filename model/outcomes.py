"""The outcomes: what is measured every month, and how to call it in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .company import HEADCOUNT, Setting
from .compiled import inner, part
from .errors import unknown
from .numerics import count_bits
from .state import (
    ACCURACY,
    ACTIVE,
    CHURN,
    COMPLETENESS,
    COMPLIANCE,
    COST,
    CUSTOMERS,
    DEEP,
    DEEP_SUM,
    DEEP_TOTAL,
    FRAGMENTATION,
    HOURS,
    NET_VALUE,
    NEVER_DEEP,
    NEVER_USED,
    REGULAR,
    REPEATED,
    TOUCHED,
    TRIED,
    TRUST,
    UNUSED_QUARTER,
    USABLE,
    WAY,
    State,
)

word = np.uint32


@dataclass(frozen=True)
class Outcome:
    """A named monthly figure.

    Attributes
    ----------
    name : str
        Machine name.
    unit : {"share", "features", "share/month", "customers", "hours/month", "EUR"}
    direction : {1, -1, 0}
        Whether more is better (1), worse (-1) or neither (0).
    label_en, label_de : str
        Name in words.
    meaning : str
        Definition in one sentence.
    by_department : bool
        Whether it is measured for each department too (otherwise NaN there).
    weight : {"pairs", "people", ""}
        What departments weigh with in the company's mean: relevant pairs of employee and feature, people, or
        nothing, where the company's figure is measured on its own.
    """

    name: str
    unit: str
    direction: int
    label_en: str
    label_de: str
    meaning: str
    by_department: bool = True
    weight: str = ""

    def label(self, lang: str) -> str:
        """Return the outcome's name in words."""
        return self.label_de if lang == "de" else self.label_en


IDLE_BELOW = 0.10
"""A feature that fewer of the people it matters to ever touched is idle."""
_PAIRS = "of all relevant pairs of employee and feature"

OUTCOMES: tuple[Outcome, ...] = (
    Outcome("deep_use", "share", 1, "Real use", "Echte Nutzung",
            f"Share {_PAIRS} where the task is done in the CRM this month.", weight="pairs"),
    Outcome("compliance_use", "share", -1, "Bare minimum for the boss", "Pflichteinträge für den Chef",
            f"Share {_PAIRS} with only the observable minimum this month.", weight="pairs"),
    Outcome("shadow_use", "share", -1, "Own lists and old tools", "Eigene Listen und alte Werkzeuge",
            f"Share {_PAIRS} where the work is done outside the CRM this month.", weight="pairs"),
    Outcome("regular_use", "share", 1, "Regular real use", "Regelmäßige echte Nutzung",
            f"Share {_PAIRS} in real use in at least two of the last three months.", weight="pairs"),
    Outcome("never_used", "share", -1, "Never touched", "Nie angefasst",
            f"Share {_PAIRS} never touched; a newcomer's count as never touched.", weight="pairs"),
    Outcome("never_deep", "share", -1, "Never really used", "Nie wirklich genutzt",
            f"Share {_PAIRS} never in real use.", weight="pairs"),
    Outcome("unused_last_quarter", "share", -1, "Not touched in three months", "Seit drei Monaten nicht angefasst",
            f"Share {_PAIRS} not touched in the last three months.", weight="pairs"),
    Outcome("active_users", "share", 0, "Active users", "Aktive Nutzer",
            "Share of employees who touched at least one feature this month: what log-in statistics show.",
            weight="people"),
    Outcome("licence_utilisation", "share", 1, "Licences in use", "Lizenzauslastung",
            "Active users per licence bought.", weight="people"),
    Outcome("feature_breadth", "features", 1, "Features touched per person", "Angefasste Funktionen je Person",
            "Mean number of features an employee touched this month.", weight="people"),
    Outcome("data_completeness", "share", 1, "Record completeness", "Vollständigkeit der Kundendaten",
            "Completeness of the shared customer record.", weight="people"),
    Outcome("data_accuracy", "share", 1, "Record accuracy", "Richtigkeit der Kundendaten",
            "Accuracy of the shared customer record.", weight="people"),
    Outcome("usable_data", "share", 1, "Usable data", "Nutzbare Daten",
            "Own data and what the silos let through of the others', completeness times accuracy.", weight="people"),
    Outcome("sharing", "share", 1, "Knowledge shared", "Geteiltes Wissen",
            "Share of the pairs that write into the customer record where it is done properly."),
    Outcome("fragmentation", "share", -1, "Fragmented customer experience", "Zersplittertes Kundenerlebnis",
            "Share of customers' matters between departments that neither the record nor a colleague passed on."),
    Outcome("churn", "share/month", -1, "Customers lost per month", "Kundenverlust je Monat",
            "Share of customers lost this month.", by_department=False),
    Outcome("customers", "customers", 1, "Customers", "Kunden",
            "Number of customers at the end of the month.", by_department=False),
    Outcome("hours_saved", "hours/month", 1, "Hours saved", "Gesparte Stunden",
            "Hours saved this month, less hours lost on minimal entries and beginners' work."),
    Outcome("cost", "EUR", -1, "Programme cost", "Programmkosten",
            "Spending on the programme since the start, without the platform.", by_department=False),
    Outcome("net_value", "EUR", 1, "Net value", "Nettowert",
            "Margin on customers gained or lost and hours saved, less programme and platform, since the start.",
            by_department=False),
    Outcome("adaptability", "share", 1, "Ability to change", "Wandlungsfähigkeit",
            "Mean real use over the months so far: how fast and how far the company changes."),
    Outcome("features_idle", "share", -1, "Features hardly anybody touched", "Kaum je angefasste Funktionen",
            f"Share of features that fewer than {IDLE_BELOW:.0%} of the people they matter to ever touched."),
    Outcome("must_repeat", "share", -1, "Customers must say it again", "Kunden müssen es noch einmal sagen",
            "Share of customers' matters between departments that neither the record nor a colleague passed on."),
    Outcome("institutionalised", "share", 1, "The way it is done here", "So macht man es hier",
            f"How far real use has become what one does in the department, mean {_PAIRS}.", weight="pairs"),
    Outcome("trust_in_ai", "share", 1, "Trust in AI", "Vertrauen in KI",
            "How far people rely on what AI features say.", weight="people"),
)  # fmt: skip

OUTCOME_NAMES: tuple[str, ...] = tuple(outcome.name for outcome in OUTCOMES)
OUTCOME: dict[str, Outcome] = {outcome.name: outcome for outcome in OUTCOMES}

# Where `measure` writes each of them.
_DEEP_USE = OUTCOME_NAMES.index("deep_use")
_COMPLIANCE_USE = OUTCOME_NAMES.index("compliance_use")
_SHADOW_USE = OUTCOME_NAMES.index("shadow_use")
_REGULAR_USE = OUTCOME_NAMES.index("regular_use")
_NEVER_USED = OUTCOME_NAMES.index("never_used")
_NEVER_DEEP = OUTCOME_NAMES.index("never_deep")
_UNUSED_LAST_QUARTER = OUTCOME_NAMES.index("unused_last_quarter")
_ACTIVE_USERS = OUTCOME_NAMES.index("active_users")
_LICENCE_UTILISATION = OUTCOME_NAMES.index("licence_utilisation")
_FEATURE_BREADTH = OUTCOME_NAMES.index("feature_breadth")
_DATA_COMPLETENESS = OUTCOME_NAMES.index("data_completeness")
_DATA_ACCURACY = OUTCOME_NAMES.index("data_accuracy")
_USABLE_DATA = OUTCOME_NAMES.index("usable_data")
_SHARING = OUTCOME_NAMES.index("sharing")
_FRAGMENTATION = OUTCOME_NAMES.index("fragmentation")
_CHURN = OUTCOME_NAMES.index("churn")
_CUSTOMERS = OUTCOME_NAMES.index("customers")
_HOURS_SAVED = OUTCOME_NAMES.index("hours_saved")
_COST = OUTCOME_NAMES.index("cost")
_NET_VALUE = OUTCOME_NAMES.index("net_value")
_ADAPTABILITY = OUTCOME_NAMES.index("adaptability")
_FEATURES_IDLE = OUTCOME_NAMES.index("features_idle")
_MUST_REPEAT = OUTCOME_NAMES.index("must_repeat")
_INSTITUTIONALISED = OUTCOME_NAMES.index("institutionalised")
_TRUST_IN_AI = OUTCOME_NAMES.index("trust_in_ai")

_BY_PAIRS = tuple(n for n, each in enumerate(OUTCOMES) if each.weight == "pairs")
_BY_PEOPLE = tuple(n for n, each in enumerate(OUTCOMES) if each.weight == "people")
_OF_THE_COMPANY = tuple(n for n, each in enumerate(OUTCOMES) if not each.by_department)

# Figures of a whole run, derived from its months.
SUMMARIES: tuple[Outcome, ...] = (
    Outcome("payback_month", "month", -1, "Payback month", "Amortisation (Monat)",
            "First month in which the net value since the start is no lower than the baseline's, and the "
            "spending has begun; none within the horizon otherwise.", by_department=False),
    Outcome("months_to_half_plateau", "month", -1, "Months to half of the plateau", "Monate bis zum halben Plateau",
            "First month in which real use reaches half of its mean over the last three months.",
            by_department=False),
)  # fmt: skip


def column(name: str) -> int:
    """Return an outcome's place in `OUTCOMES`; raise InputError, with the nearest name, if there is none."""
    if name not in OUTCOME_NAMES:
        raise unknown("outcome", name, OUTCOME_NAMES)
    return OUTCOME_NAMES.index(name)


@part
def _pair_shares(setting: Setting, state: State, d: int, row: npt.NDArray[np.float64]) -> float:
    """Write the shares of pairs of department d and return its number of relevant pairs."""
    pairs = setting.departments[d, HEADCOUNT] * count_bits(setting.relevant[d])
    deep, compliance = 0.0, 0.0
    for f in range(len(setting.features)):
        deep += float(state.use[d, f, DEEP])
        compliance += float(state.use[d, f, COMPLIANCE])
    row[_DEEP_USE] = deep / pairs
    row[_COMPLIANCE_USE] = compliance / pairs
    row[_SHADOW_USE] = (pairs - deep - compliance) / pairs
    row[_REGULAR_USE] = float(state.people[d, REGULAR]) / pairs
    row[_NEVER_USED] = float(state.people[d, NEVER_USED]) / pairs
    row[_NEVER_DEEP] = float(state.people[d, NEVER_DEEP]) / pairs
    row[_UNUSED_LAST_QUARTER] = float(state.people[d, UNUSED_QUARTER]) / pairs
    return float(pairs)


@part
def _sharing(setting: Setting, state: State, d: int) -> float:
    writing = setting.writing & setting.relevant[d]
    deep = 0.0
    for f in range(len(setting.features)):
        if (writing >> word(f)) & word(1):
            deep += float(state.use[d, f, DEEP])
    return float(deep / max(setting.departments[d, HEADCOUNT] * count_bits(writing), 1.0))


@part
def _idle(setting: Setting, state: State, d: int) -> np.uint32:
    """Return the features that hardly anybody in the department ever touched, one bit each."""
    idle = word(0)
    for f in range(len(setting.features)):
        if (setting.relevant[d] >> word(f)) & word(1):
            hardly = float(state.use[d, f, TRIED]) < IDLE_BELOW * setting.departments[d, HEADCOUNT]
            idle |= (word(1) if hardly else word(0)) << word(f)
    return idle


@part
def _idle_features(setting: Setting, state: State) -> float:
    """Return the share of features that hardly anybody of those they matter to ever touched."""
    idle, bought = 0.0, 0.0
    for f in range(len(setting.features)):
        tried, people = 0.0, 0.0
        for d in range(len(setting.relevant)):
            if (setting.relevant[d] >> word(f)) & word(1):
                tried += float(state.use[d, f, TRIED])
                people += setting.departments[d, HEADCOUNT]
        if people > 0.0:
            bought += 1.0
            idle += 1.0 if tried < IDLE_BELOW * people else 0.0
    return idle / bought


@part
def _way(setting: Setting, state: State, d: int) -> float:
    """Return how far real use is the way it is done in the department, the mean over what is relevant there."""
    total = 0.0
    for f in range(len(setting.features)):
        if (setting.relevant[d] >> word(f)) & word(1):
            total += state.ways[WAY, d, f]
    return total / max(float(count_bits(setting.relevant[d])), 1.0)


@inner
def measure(setting: Setting, state: State, seats: float, t: int, out: npt.NDArray[np.float64]) -> None:
    """Write this month's outcomes, [1 + D, outcomes]; row 0 is the company."""
    departments = len(setting.relevant)
    everybody = setting.departments[:, HEADCOUNT].sum()
    out[:] = 0.0
    all_pairs, writers = 0.0, 0.0
    for d in range(departments):
        people = setting.departments[d, HEADCOUNT]
        row = out[d + 1]
        pairs = _pair_shares(setting, state, d, row)
        row[_ACTIVE_USERS] = float(state.people[d, ACTIVE]) / people
        row[_LICENCE_UTILISATION] = row[_ACTIVE_USERS] * everybody / seats
        row[_FEATURE_BREADTH] = float(state.people[d, TOUCHED]) / people
        row[_DATA_COMPLETENESS], row[_DATA_ACCURACY], row[_USABLE_DATA] = (
            state.department[d, COMPLETENESS],
            state.department[d, ACCURACY],
            state.department[d, USABLE],
        )
        row[_SHARING] = _sharing(setting, state, d)
        row[_FRAGMENTATION] = row[_MUST_REPEAT] = state.department[d, REPEATED]
        for column in _OF_THE_COMPANY:
            row[column] = np.nan
        row[_HOURS_SAVED] = state.department[d, HOURS]
        state.department[d, DEEP_SUM] += row[_DEEP_USE]
        row[_ADAPTABILITY] = state.department[d, DEEP_SUM] / (t + 1)
        idle = float(count_bits(_idle(setting, state, d)))
        row[_FEATURES_IDLE] = idle / max(float(count_bits(setting.relevant[d])), 1.0)
        row[_INSTITUTIONALISED] = _way(setting, state, d)
        row[_TRUST_IN_AI] = state.department[d, TRUST]
        writing = people * count_bits(setting.writing & setting.relevant[d])
        for column in _BY_PAIRS:
            out[0, column] += row[column] * pairs
        for column in _BY_PEOPLE:
            out[0, column] += row[column] * people / everybody
        out[0, _SHARING] += row[_SHARING] * writing
        out[0, _HOURS_SAVED] += row[_HOURS_SAVED]
        all_pairs += pairs
        writers += writing
    for column in _BY_PAIRS:
        out[0, column] /= all_pairs
    out[0, _SHARING] /= max(writers, 1.0)
    out[0, _FRAGMENTATION] = out[0, _MUST_REPEAT] = state.company[FRAGMENTATION]
    out[0, _CHURN] = state.company[CHURN]
    out[0, _CUSTOMERS] = state.company[CUSTOMERS]
    out[0, _COST] = state.company[COST]
    out[0, _NET_VALUE] = state.company[NET_VALUE]
    state.company[DEEP_TOTAL] += out[0, _DEEP_USE]
    out[0, _ADAPTABILITY] = state.company[DEEP_TOTAL] / (t + 1)
    out[0, _FEATURES_IDLE] = _idle_features(setting, state)
