"""The outcomes: what is measured every month, and how to call it in words."""

from __future__ import annotations

from dataclasses import dataclass

from .errors import unknown
from .texts import in_language


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
        return str(in_language(self, "label", lang))


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
OF_A_MARKET: tuple[str, ...] = ("churn", "customers")
"""Outcomes that only a company with customers has."""
OUTCOME: dict[str, Outcome] = {outcome.name: outcome for outcome in OUTCOMES}

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
