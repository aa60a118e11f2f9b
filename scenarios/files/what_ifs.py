"""What-ifs: the shipped questions of the form "what if?", each with the scenarios that answer it."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.errors import unknown
from ..words.declared import text_of

MONTH = 36
"""Month in which all what-ifs are decided, so that their answers can be held against each other."""
OUTCOMES = ("net_value", "deep_use", "customers")
"""What is looked at in all of them; the first decides, because it counts what each scenario costs."""


@dataclass(frozen=True)
class WhatIf:
    """A question and the scenarios that are held against each other.

    Attributes
    ----------
    name : str
        Machine name, as on the command line.
    question_en, question_de : str
    why_en, why_de : str
        By which mechanism of the model the scenarios differ, whatever comes out.
    scenarios : tuple of str
        Shipped what-if scenarios; the first is what the others are compared with.
    more : tuple of str
        Outcomes shown beside `OUTCOMES`.
    duel : bool
        Whether the two compete for the same customers.
    """

    name: str
    question_en: str
    question_de: str
    why_en: str
    why_de: str
    scenarios: tuple[str, ...]
    more: tuple[str, ...] = ()
    duel: bool = False

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What is looked at; the first decides."""
        return (*OUTCOMES, *self.more)

    @property
    def month(self) -> int:
        """When."""
        return MONTH

    def question(self, lang: str) -> str:
        """Return the question in words."""
        return text_of(self, "question", lang)

    def why(self, lang: str) -> str:
        """Return by which mechanism the scenarios differ."""
        return text_of(self, "why", lang)


WHAT_IFS: tuple[WhatIf, ...] = (
    WhatIf(
        "sponsor-leaves", "What if the sponsor leaves in month 6?", "Was, wenn die Sponsorin in Monat 6 geht?",
        "A sponsor's example carries what is not habit yet; what has become habit by then stays.",
        "Das Vorbild der Leitung trägt, was noch nicht Gewohnheit ist; was bis dahin Gewohnheit geworden ist, bleibt.",
        ("sponsor_stays", "sponsor_leaves_at_6", "sponsor_followed"),
    ),
    WhatIf(
        "head-opposes", "What if one department head opposes?", "Was, wenn eine Abteilungsleitung dagegen ist?",
        "People do what their own line manager asks for and shows; goals for everybody make up for that only in part.",
        "Menschen tun, was die eigene Führungskraft verlangt und vorlebt; Ziele für alle gleichen das nur zum "
        "Teil aus.",
        ("heads_behind_it", "head_of_sales_opposes", "head_of_sales_won_over"),
    ),
    WhatIf(
        "turnover", "What if a third of Sales leaves each year?",
        "Was, wenn jedes Jahr ein Drittel des Vertriebs geht?",
        "Newcomers bring old habits and little skill; training reaches those who have just come, goals teach nobody.",
        "Neue bringen alte Gewohnheiten und wenig Können mit; Schulung erreicht sie, Ziele bringen niemandem "
        "etwas bei.",
        ("sales_stays", "third_of_sales_leaves", "third_of_sales_leaves_onboarding"),
    ),
    WhatIf(
        "ai-now-or-later", "AI now, later or never?", "KI jetzt, später oder nie?",
        "AI that acts by itself asks for nobody's attention: it keeps customers where usable data are good and loses "
        "them where they are bad. Whether people should have to use AI features is another question (switch-off).",
        "Autonome KI kostet niemanden Aufmerksamkeit: Sie hält Kunden, wo die nutzbaren Daten gut sind, und vertreibt "
        "sie, wo sie schlecht sind. Ob Menschen KI-Funktionen bedienen sollen, ist eine andere Frage (switch-off).",
        ("ai_never", "ai_now", "ai_later"), ("usable_data",),
    ),
    WhatIf(
        "switch-off", "Which features should be switched off?", "Welche Funktionen sollte man abschalten?",
        "What is off asks for no attention, but nobody works in it either. With AI features this is about people who "
        "would have to learn them; AI that acts by itself is another question (ai-now-or-later).",
        "Was abgeschaltet ist, kostet keine Aufmerksamkeit, aber es arbeitet auch niemand damit. Bei KI-Funktionen "
        "geht es um Menschen, die sie lernen müssten; autonome KI ist eine andere Frage (ai-now-or-later).",
        ("all_features", "without_ai_features", "without_hard_features", "without_office_features"), ("hours_saved",),
    ),
    WhatIf(
        "champions", "Champions: how many, and who?", "Key User: wie viele und wer?",
        "A champion moves those who see his work; each one more costs the same and reaches some who are reached "
        "already.",
        "Ein Key User bewegt, wer seine Arbeit sieht; jeder weitere kostet gleich viel und erreicht zum Teil "
        "dieselben.",
        ("champions_at_random", "champions_by_ties", "champions_by_level", "champions_many"),
    ),
    WhatIf(
        "big-bang-or-staged", "Big bang or staged, and in which order?",
        "Alles auf einmal oder gestaffelt, und in welcher Reihenfolge?",
        "Attention is limited: in waves it goes to a few features at a time, but what comes late is used late.",
        "Aufmerksamkeit ist knapp: In Wellen gilt sie wenigen Funktionen, doch was spät kommt, wird spät genutzt.",
        ("big_bang", "staged_easy_first", "staged_hard_first", "staged_by_department"),
    ),
    WhatIf(
        "half-incentive", "Is half an incentive change worse than none?",
        "Ist eine halbe Zieländerung schlechter als keine?",
        "Goals pull where they point one way; half-changed ones may pull people in two directions.",
        "Ziele ziehen, wo sie in eine Richtung weisen; halb geänderte können Menschen in zwei Richtungen ziehen.",
        ("goals_unchanged", "half_an_incentive", "half_an_incentive_torn", "whole_incentive"),
    ),
    WhatIf(
        "data-or-people-first", "Data first or people first?", "Erst die Daten oder erst die Menschen?",
        "Good data make features useful at once and customers need not repeat themselves; goals take time to become "
        "habit.",
        "Gute Daten machen Funktionen sofort nützlich und ersparen Kunden Wiederholungen; Ziele brauchen Zeit, bis sie "
        "Gewohnheit werden.",
        ("data_first_then_people", "people_first_then_data"),
    ),
    WhatIf(
        "restart", "What at month 12 with less than 30 % real use: restart, replace or reorganise?",
        "Was in Monat 12 bei unter 30 % echter Nutzung: neu starten, ersetzen oder umbauen?",
        "A second start teaches and shows, more technology makes features easier, goals and open departments change "
        "what is worth doing and what gets through to others.",
        "Ein Neustart schult und lebt vor, mehr Technik macht Funktionen leichter, Ziele und offene Abteilungen "
        "ändern, "
        "was sich lohnt und was bei anderen ankommt.",
        ("left_to_run", "restarted", "replaced", "reorganised"), ("fragmentation",),
    ),
    WhatIf(
        "window", "Does it matter when we begin: now, in 6, in 12 or in 24 months?",
        "Ist es wichtig, wann wir anfangen: jetzt, in 6, in 12 oder in 24 Monaten?",
        "What people do becomes the way it is done here, the old way too; and what begins later has fewer months "
        "to pay "
        "back.",
        "Was Menschen tun, wird zur Art, wie man es hier macht, auch das Alte; und was später beginnt, hat weniger "
        "Monate, sich auszuzahlen.",
        ("programme_now", "programme_in_6", "programme_in_12", "programme_in_24"),
    ),
    WhatIf(
        "own-systems", "Own systems: keep, connect or retire them?",
        "Eigene Systeme: behalten, anbinden oder abschalten?",
        "A connection brings the record what is entered elsewhere, though nobody works in the CRM; a system that is "
        "switched off moves the work and takes its comfort.",
        "Eine Anbindung bringt in die Kundenakte, was anderswo eingetragen wird, ohne dass jemand im CRM arbeitet; ein "
        "abgeschaltetes System verlagert die Arbeit und nimmt seinen Komfort.",
        ("own_systems_kept", "own_systems_connected", "own_systems_retired"), ("must_repeat",),
    ),
    WhatIf(
        "targets-on-activity", "What if people are measured by activity instead of customer outcomes?",
        "Was, wenn Aktivität gemessen wird statt Kundenergebnisse?",
        "What is measured is what one gets: entries made for the count fill the record and spoil it.",
        "Man bekommt, was man misst: Einträge um der Zählung willen füllen die Kundenakte und verderben sie.",
        ("goals_unchanged", "goals_on_activity", "goals_on_outcomes"), ("data_accuracy",),
    ),
    WhatIf(
        "faster-rival", "How much time have we against a rival that changes faster?",
        "Wie viel Zeit haben wir gegen einen Wettbewerber, der sich schneller ändert?",
        "Customers prefer the company to which they need not say things again.",
        "Kunden ziehen das Unternehmen vor, dem sie nicht alles noch einmal sagen müssen.",
        ("we_buy_technology", "rival_changes_faster"), duel=True,
    ),
)  # fmt: skip
NAMES = tuple(each.name for each in WHAT_IFS)


def what_if_named(name: str) -> WhatIf:
    """Return a what-if by its name, or raise InputError with the nearest; ``_`` counts as ``-``."""
    wanted = name.strip().replace("_", "-")
    if wanted not in NAMES:
        raise unknown("what-if", name, NAMES)
    return WHAT_IFS[NAMES.index(wanted)]
