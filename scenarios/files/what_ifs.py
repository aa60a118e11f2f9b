"""What-ifs: the shipped questions of the form "what if?", each with the scenarios that answer it."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.errors import unknown
from ..words.declared import text_of


@dataclass(frozen=True)
class WhatIf:
    """A question and the scenarios that are held against each other.

    Attributes
    ----------
    name : str
        Machine name, as on the command line.
    question_en, question_de : str
    scenarios : tuple of str
        Shipped what-if scenarios; the first is what the others are compared with.
    outcomes : tuple of str
        What is looked at; the first decides.
    month : int
        When.
    duel : bool
        Whether the two compete for the same customers.
    """

    name: str
    question_en: str
    question_de: str
    scenarios: tuple[str, ...]
    outcomes: tuple[str, ...] = ("deep_use", "compliance_use", "customers", "net_value")
    month: int = 24
    duel: bool = False

    def question(self, lang: str) -> str:
        """Return the question in words."""
        return text_of(self, "question", lang)


_MONEY = ("net_value", "customers", "deep_use", "fragmentation")

WHAT_IFS: tuple[WhatIf, ...] = (
    WhatIf(
        "sponsor-leaves", "What if the sponsor leaves at month 6?", "Was, wenn die Sponsorin in Monat 6 geht?",
        ("sponsor_stays", "sponsor_leaves_at_6"),
    ),
    WhatIf(
        "head-opposes", "What if one department head opposes?", "Was, wenn eine Abteilungsleitung dagegen ist?",
        ("heads_behind_it", "head_of_sales_opposes", "head_of_sales_won_over"),
    ),
    WhatIf(
        "turnover", "What if a third of Sales leaves each year?",
        "Was, wenn jedes Jahr ein Drittel des Vertriebs geht?",
        ("sales_stays", "third_of_sales_leaves", "third_of_sales_leaves_onboarding"), month=36,
    ),
    WhatIf(
        "ai-now-or-later", "AI now, later or never?", "KI jetzt, später oder nie?",
        ("ai_never", "ai_now", "ai_later"), _MONEY, 36,
    ),
    WhatIf(
        "switch-off", "Which features should be switched off?", "Welche Funktionen sollte man abschalten?",
        ("all_features", "without_ai_features", "without_hard_features", "without_office_features"),
        ("net_value", "customers", "hours_saved", "deep_use"), 36,
    ),
    WhatIf(
        "champions", "Champions: how many, and who?", "Key User: wie viele und wer?",
        ("champions_at_random", "champions_by_ties", "champions_by_level", "champions_many"),
    ),
    WhatIf(
        "big-bang-or-staged", "Big bang or staged, and in which order?",
        "Alles auf einmal oder gestaffelt, und in welcher Reihenfolge?",
        ("big_bang", "staged_easy_first", "staged_hard_first", "staged_by_department"),
    ),
    WhatIf(
        "half-incentive", "Is half an incentive change worse than none?",
        "Ist eine halbe Zieländerung schlechter als keine?",
        ("goals_unchanged", "half_an_incentive", "half_an_incentive_torn", "whole_incentive"),
    ),
    WhatIf(
        "data-or-people-first", "Data first or people first?", "Erst die Daten oder erst die Menschen?",
        ("data_first_then_people", "people_first_then_data"), month=36,
    ),
    WhatIf(
        "restart", "What at month 12 with less than 30 % real use: restart, replace or reorganise?",
        "Was in Monat 12 bei unter 30 % echter Nutzung: neu starten, ersetzen oder umbauen?",
        ("left_to_run", "restarted", "replaced", "reorganised"), _MONEY, 36,
    ),
    WhatIf(
        "window", "Does it matter when we begin: now, in 6, in 12 or in 24 months?",
        "Ist es wichtig, wann wir anfangen: jetzt, in 6, in 12 oder in 24 Monaten?",
        ("programme_now", "programme_in_6", "programme_in_12", "programme_in_24"), month=48,
    ),
    WhatIf(
        "own-systems", "Own systems: keep, connect or retire them?",
        "Eigene Systeme: behalten, anbinden oder abschalten?",
        ("own_systems_kept", "own_systems_connected", "own_systems_retired"),
        ("must_repeat", "data_completeness", "deep_use", "net_value"),
    ),
    WhatIf(
        "targets-on-activity", "What if people are measured by activity instead of customer outcomes?",
        "Was, wenn Aktivität gemessen wird statt Kundenergebnisse?",
        ("goals_unchanged", "goals_on_activity", "goals_on_outcomes"),
        ("deep_use", "compliance_use", "data_accuracy", "net_value"),
    ),
    WhatIf(
        "faster-rival", "How much time have we against a rival that changes faster?",
        "Wie viel Zeit haben wir gegen einen Wettbewerber, der sich schneller ändert?",
        ("we_buy_technology", "rival_changes_faster"), ("customers", "deep_use"), 36, True,
    ),
)  # fmt: skip
NAMES = tuple(each.name for each in WHAT_IFS)


def what_if_named(name: str) -> WhatIf:
    """Return a what-if by its name, or raise InputError with the nearest; ``_`` counts as ``-``."""
    wanted = name.strip().replace("_", "-")
    if wanted not in NAMES:
        raise unknown("what-if", name, NAMES)
    return WHAT_IFS[NAMES.index(wanted)]
