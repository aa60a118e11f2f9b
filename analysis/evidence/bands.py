"""The bands of the evidence: what the model must show, from where we know it, and for what it is used."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...model.behaviour import Behaviour
from ...model.errors import unknown
from ...model.simulation import whole_number
from ...scenarios.ground.by_value import by_value
from ...scenarios.words.catalogue import Words
from ...scenarios.words.declared import called
from . import band_readings as reading
from .watching import Watch

CALIBRATION, HELD_OUT, INTERVENTION = "CAL", "VAL", "INT"
USES = Words("evidence.bands.uses")
TARGETS: dict[str, tuple[str, ...]] = {
    "evidence": (CALIBRATION,),
    "all": (CALIBRATION, INTERVENTION),
}
"""Which bands an ensemble is accepted on; held-out bands are used by neither."""

REPLICATIONS, COMPANIES, SEED = 60, 150, 5
"""Usual effort of a check of the bands; its standard errors are in docs/bands.md."""


@by_value
@dataclass(frozen=True)
class Band:
    """One band.

    Attributes
    ----------
    name : str
        Machine name.
    label_en, label_de : str
        What is read, in words.
    evidence : tuple of str
        Ids of the evidence table; ``judgement`` and ``article`` where there is none.
    use : {"CAL", "VAL", "INT"}
        Used in the fit, held out, or a band on an intervention (see `TARGETS`).
    low, high : float or None
        Limits, both inside the band; None is open.
    unit : str
    situation : str
        Where it is read.
    read : callable
        The reading.
    """

    name: str
    label_en: str
    label_de: str
    evidence: tuple[str, ...]
    use: str
    low: float | None
    high: float | None
    unit: str
    situation: str
    read: Callable[[Watch], float]

    @property
    def source(self) -> str:
        """Evidence ids as one text."""
        return ", ".join(self.evidence)

    def label(self, lang: str) -> str:
        """Return what is read, in words."""
        return called(self, lang)

    def miss(self, value: float) -> float:
        """Return how far a reading is outside, 0 inside; infinity for no number."""
        if math.isnan(value):
            return math.inf
        below = self.low - value if self.low is not None else 0.0
        above = value - self.high if self.high is not None else 0.0
        return max(0.0, below, above)

    def holds(self, value: float) -> bool:
        """Return whether a reading is inside."""
        return self.miss(value) == 0.0


def _decay(situation: str) -> Callable[[Watch], float]:
    return lambda watch: reading.decay(watch, situation)


def _peak(situation: str) -> Callable[[Watch], float]:
    return lambda watch: reading.early_peak(watch, situation)


def _mean(situation: str, outcome: str, month: int) -> Callable[[Watch], float]:
    return lambda watch: watch.mean(situation, outcome, month)


def _gain(situation: str, month: int = 12, outcome: str = "deep_use") -> Callable[[Watch], float]:
    return lambda watch: reading.gain(watch, situation, month, outcome)


def _kept(situation: str) -> Callable[[Watch], float]:
    return lambda watch: reading.kept(watch, situation)


def _ai(data: str) -> Callable[[Watch], float]:
    return lambda watch: reading.churn_by_ai(watch, data)


# Evidence and limits: model description, "Bands for the default behaviour". Cheap and tight ones come first,
# so that a search that stops at the first miss is quick.
BANDS: tuple[Band, ...] = (
    Band("seed_decay", "Article's company: real use in month 6 relative to month 2",
         "Unternehmen des Artikels: echte Nutzung in Monat 6 gegenüber Monat 2",
         ("T2", "T8"), CALIBRATION, 0.60, 0.90, "ratio", "seed_company", _decay("seed_company")),
    Band("seed_early_peak", "Article's company: highest real use in months 1-3 relative to months 4-12",
         "Unternehmen des Artikels: höchste echte Nutzung der Monate 1-3 gegenüber 4-12",
         ("T2", "T8"), CALIBRATION, 1.0, None, "ratio", "seed_company", _peak("seed_company")),
    Band("seed_never_used", "Article's company: never touched by month 6",
         "Unternehmen des Artikels: bis Monat 6 nie angefasst",
         ("article",), CALIBRATION, 0.62, 0.78, "share", "seed_company", _mean("seed_company", "never_used", 6)),
    Band("default_decay", "Real use in month 6 relative to month 2", "Echte Nutzung in Monat 6 gegenüber Monat 2",
         ("T2", "T8"), CALIBRATION, 0.60, 0.90, "ratio", "default", _decay("default")),
    Band("default_early_peak", "Highest real use in months 1-3 relative to months 4-12",
         "Höchste echte Nutzung der Monate 1-3 gegenüber 4-12",
         ("T2", "T8"), CALIBRATION, 1.0, None, "ratio", "default", _peak("default")),
    Band("gate_months", "Gate on the activity log: months from 10 to 90 % of the people",
         "Altes Verfahren der Besuchsberichte geschlossen: Monate von 10 auf 90 % der Leute",
         ("T6",), CALIBRATION, 2.0, 5.0, "months", "gate", reading.gate_months),
    Band("gate_first_month", "Gate on the activity log: share of the others whom it brings to it in the first month",
         "Altes Verfahren geschlossen: Anteil der Übrigen, die es im ersten Monat dazu bringt",
         ("T6",), CALIBRATION, 0.11, 0.25, "share", "gate", reading.gate_first_month),
    Band("gate_hard_features", "Gate: highest real use among hard voluntary features, month 12",
         "Dabei höchste echte Nutzung einer schwierigen freiwilligen Funktion, Monat 12",
         ("T6",), CALIBRATION, None, 0.35, "share", "gate", reading.hard_features),
    Band("record_half_life", "Months in which the record's completeness halves without use",
         "Monate, in denen sich die Vollständigkeit der Kundendaten ohne Nutzung halbiert",
         ("D4",), CALIBRATION, 24.0, 36.0, "months", "no_use", reading.record_half_life),
    Band("typical_unused", "Share of typical companies with 43-75 % unused in the last quarter, month 12",
         "Anteil typischer Unternehmen mit 43-75 % im letzten Quartal ungenutzt, Monat 12",
         ("U1", "U11"), CALIBRATION, 0.80, None, "share", "typical", reading.typical_unused),
    Band("typical_poor_records", "Share of typical companies with completeness times accuracy up to .55",
         "Anteil typischer Unternehmen mit Vollständigkeit mal Richtigkeit bis 0,55",
         ("D1",), CALIBRATION, 0.70, None, "share", "typical", reading.typical_poor_records),
    Band("department_correlation", "Intraclass correlation of real use by department, month 12",
         "Intraklassenkorrelation der echten Nutzung nach Abteilung, Monat 12",
         ("U10",), CALIBRATION, 0.05, 0.25, "share", "default", reading.correlation_within_departments),
    Band("established_use", "Established use (70 %) after 36 ordinary months",
         "Etablierte Nutzung (70 %) nach 36 gewöhnlichen Monaten",
         ("S18",), CALIBRATION, 0.50, None, "share", "established", _mean("established", "deep_use", 36)),
    Band("seed_must_repeat", "Article's company: customers must say it again, month 1",
         "Unternehmen des Artikels: Kunden müssen es noch einmal sagen, Monat 1",
         ("O5",), CALIBRATION, 0.60, 0.75, "share", "seed_company", _mean("seed_company", "must_repeat", 1)),
    Band("typical_must_repeat", "Typical companies: customers must say it again before any CRM (median)",
         "Typische Unternehmen: Kunden müssen es vor jedem CRM noch einmal sagen (Median)",
         ("O5",), CALIBRATION, 0.50, 0.65, "share", "typical", reading.typical_told_again),
    Band("monitoring_compliance", "Monitoring doubled: change in the bare minimum, month 12",
         "Kontrolle verdoppelt: Änderung der Pflichteinträge, Monat 12",
         ("D2", "judgement"), INTERVENTION, 0.05, 0.30, "share", "monitoring_doubled",
         _gain("monitoring_doubled", outcome="compliance_use")),
    Band("monitoring_use", "Monitoring doubled: change in real use, month 12",
         "Kontrolle verdoppelt: Änderung der echten Nutzung, Monat 12",
         ("D2", "S6", "judgement"), INTERVENTION, -0.06, 0.05, "share", "monitoring_doubled",
         _gain("monitoring_doubled")),
    Band("monitoring_accuracy", "Monitoring doubled: change in the record's accuracy, month 12",
         "Kontrolle verdoppelt: Änderung der Richtigkeit der Kundendaten, Monat 12",
         ("D2", "judgement"), INTERVENTION, None, -0.03, "share", "monitoring_doubled",
         _gain("monitoring_doubled", outcome="data_accuracy")),
    Band("champions_gain", "Champions (15 %): gain in real use, month 12",
         "Key User (15 %): Zuwachs an echter Nutzung, Monat 12",
         ("S9",), INTERVENTION, 0.06, 0.16, "share", "champions", _gain("champions")),
    Band("training_gain", "Training alone: gain in real use, month 12",
         "Nur Schulung: Zuwachs an echter Nutzung, Monat 12",
         ("I8", "judgement"), INTERVENTION, 0.02, 0.12, "share", "training", _gain("training")),
    Band("kpi_gain", "KPIs alone: gain in real use, month 12", "Nur gemeinsame Ziele: Zuwachs, Monat 12",
         ("judgement",), INTERVENTION, 0.06, 0.22, "share", "kpi", _gain("kpi")),
    Band("kpi_sharing_silos_gain", "KPIs, sharing and silos: gain in real use, month 12",
         "Ziele, Teilen und Silos: Zuwachs, Monat 12",
         ("judgement",), INTERVENTION, 0.15, 0.35, "share", "kpi_sharing_silos", _gain("kpi_sharing_silos")),
    Band("tooling_gain", "Tooling alone: gain in real use, month 24", "Nur Technik: Zuwachs, Monat 24",
         ("I10", "judgement"), INTERVENTION, 0.02, 0.16, "share", "tooling", _gain("tooling", 24)),
    Band("full_use", "Staged full programme: real use in month 12", "Gestaffeltes volles Programm: Nutzung in Monat 12",
         ("judgement",), INTERVENTION, 0.60, 0.82, "share", "full_programme", _mean("full_programme", "deep_use", 12)),
    Band("full_plateau", "Staged full programme: plateau", "Gestaffeltes volles Programm: Plateau",
         ("judgement",), INTERVENTION, 0.65, 0.88, "share", "full_programme", reading.plateau),
    Band("full_half_way", "Staged full programme: half-way", "Gestaffeltes volles Programm: halber Weg",
         ("S17", "judgement"), INTERVENTION, 4.0, 9.0, "months", "full_programme", reading.half_way),
    Band("full_logistic", "Staged full programme: fit of a logistic curve, months 1-18",
         "Gestaffeltes volles Programm: Güte einer logistischen Kurve, Monate 1-18",
         ("S17",), INTERVENTION, 0.97, None, "R2", "full_programme", reading.logistic_fit),
    Band("peers_kept", "Meetings between peers for a year: share of the gain left a year later",
         "Ein Jahr Treffen unter Kollegen: Anteil des Zuwachses, der ein Jahr später bleibt",
         ("S20",), INTERVENTION, 0.55, 0.90, "share", "peers_for_a_year", _kept("peers_for_a_year")),
    Band("pay_kept", "Goals alone for a year: share of the gain left a year later",
         "Ein Jahr nur gemeinsame Ziele: Anteil des Zuwachses, der ein Jahr später bleibt",
         ("S20",), INTERVENTION, None, 0.40, "share", "pay_for_a_year", _kept("pay_for_a_year")),
    Band("seed_active_users", "Article's company: active users in month 3",
         "Unternehmen des Artikels: aktive Nutzer in Monat 3",
         ("T3", "article"), HELD_OUT, 0.75, None, "share", "seed_company", _mean("seed_company", "active_users", 3)),
    Band("seed_use", "Article's company: real use in month 3", "Unternehmen des Artikels: echte Nutzung in Monat 3",
         ("T3", "article"), HELD_OUT, None, 0.35, "share", "seed_company", _mean("seed_company", "deep_use", 3)),
    Band("seed_most_visible", "Article's company: lead of the most visible feature in bare-minimum use (Sales)",
         "Unternehmen des Artikels: Vorsprung der sichtbarsten Funktion bei Pflichteinträgen (Vertrieb)",
         ("D2", "article"), HELD_OUT, 0.0, None, "share", "seed_company", reading.most_visible_lead),
    Band("seed_sales", "Article's company: lead of Sales in bare-minimum use",
         "Unternehmen des Artikels: Vorsprung des Vertriebs bei Pflichteinträgen",
         ("D2", "article"), HELD_OUT, 0.0, None, "share", "seed_company", reading.sales_lead),
    Band("newcomers_odds", "Newcomers' odds of a first real use, relative to incumbents",
         "Chance Neuer auf erste echte Nutzung gegenüber Altgedienten (Odds)",
         ("T7",), HELD_OUT, 1.5, 4.0, "odds ratio", "newcomers", reading.newcomers_odds),
    Band("ai_on_bad_data", "Autonomous AI on bad data: change in churn",
         "Eigenständige KI, schlechte Daten: Änderung der Abwanderung",
         ("I11",), HELD_OUT, 0.01, None, "relative", "ai_on_bad_data", _ai("bad")),
    Band("ai_on_good_data", "Autonomous AI on good data: change in churn",
         "Eigenständige KI, gute Daten: Änderung der Abwanderung",
         ("I11",), HELD_OUT, None, -0.01, "relative", "ai_on_good_data", _ai("good")),
    Band("default_regular_use", "Regular real use in month 12", "Regelmäßige echte Nutzung in Monat 12",
         ("U1", "U11"), HELD_OUT, 0.20, 0.35, "share", "default", _mean("default", "regular_use", 12)),
    Band("default_never_used", "Never touched in the first year", "Im ersten Jahr nie angefasst",
         ("U11",), HELD_OUT, 0.40, 0.55, "share", "default", _mean("default", "never_used", 12)),
    Band("default_compliance", "Entries for the boss only, features that write into the record, month 12",
         "Nur für den Chef gemachte Einträge, schreibende Funktionen, Monat 12",
         ("D2",), HELD_OUT, 0.15, 0.40, "share", "default", reading.entered_for_the_boss),
    Band("default_shadow", "Sales: pipeline kept outside the CRM, month 12",
         "Vertrieb: Pipeline außerhalb des CRM, Monat 12",
         ("D6",), HELD_OUT, 0.30, 0.55, "share", "default", reading.sales_outside),
    Band("typical_spread", "Typical companies: range of real use that nine in ten span, month 12",
         "Typische Unternehmen: Spanne der echten Nutzung von neun in zehn, Monat 12",
         ("I10",), HELD_OUT, 0.30, None, "share", "typical", reading.typical_spread),
    Band("default_seats", "Licences in use in month 12", "Genutzte Lizenzen in Monat 12",
         ("U6", "U7"), HELD_OUT, 0.50, 0.75, "share", "default", _mean("default", "licence_utilisation", 12)),
)  # fmt: skip

BAND: dict[str, Band] = {each.name: each for each in BANDS}


def bands_of(target: str) -> tuple[Band, ...]:
    """Return the bands that an ensemble is accepted on; raise InputError for an unknown target."""
    if target not in TARGETS:
        raise unknown("target", target, TARGETS)
    return tuple(each for each in BANDS if each.use in TARGETS[target])


def readings(
    behaviour: Behaviour | None = None,
    *,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    companies: int = COMPANIES,
    bands: Iterable[Band] = BANDS,
) -> dict[str, float]:
    """Return the value of each band's reading.

    Parameters
    ----------
    behaviour : Behaviour, optional
        By default the default set.
    replications : int
        Replicates of each situation with one company.
    seed : int
        Root seed: the same people and chance at every behaviour, so that readings are smooth in it.
    companies : int
        Typical companies, one replicate each.
    bands : iterable of Band
        Which to read; situations that none needs are not simulated.

    Raises
    ------
    InputError
        For a number outside its range.

    Examples
    --------
    >>> from crm_adoption.analysis.evidence.bands import BAND, readings
    >>> round(readings(replications=1, bands=[BAND["record_half_life"]])["record_half_life"])
    33
    """
    replications = whole_number(replications, 1, 100_000, "replications")
    companies = whole_number(companies, 1, 100_000, "companies")
    seed = whole_number(seed, 0, 2**64 - 1, "seed")
    watch = Watch(behaviour or Behaviour(), replications, companies, seed)
    return {each.name: each.read(watch) for each in bands}
