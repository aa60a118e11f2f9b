"""Names of what is not known, short enough for a table, in English and German."""

from __future__ import annotations

from ...model.plural import counted
from .information import Unknown

_PRICE = ("price of {what}", "Preis: {what}")
_PRICES: dict[str, tuple[str, str]] = {
    "tooling_spend": ("tooling", "Technik"),
    "align_kpis": ("aligned KPIs", "gemeinsame Ziele"),
    "reward_sharing": ("rewarded sharing", "belohntes Teilen"),
    "break_silos": ("tearing down silos", "Silos abbauen"),
    "training": ("recurring training", "laufende Schulung"),
    "course": ("a course", "Kurs"),
    "champion_month": ("a champion's month", "Monat eines Key Users"),
    "champion_start": ("preparing a champion", "Vorbereitung eines Key Users"),
    "executive_sponsor": ("the sponsor's time", "Zeit des Sponsors"),
    "supervisor_commitment": ("line managers' time", "Zeit der Vorgesetzten"),
    "mandate_start": ("setting up a mandate", "Einrichten einer Anordnung"),
    "mandate_month": ("checking a mandate", "Kontrolle einer Anordnung"),
    "simplify": ("simpler screens", "einfachere Masken"),
    "data_cleanup_start": ("setting up a data clean-up", "Beginn einer Datenbereinigung"),
    "data_cleanup_month": ("a month of data clean-up", "Monat einer Datenbereinigung"),
    "rollout_start": ("planning waves", "Planung der Wellen"),
    "autonomous_ai_start": ("setting up autonomous AI", "Einrichten selbsttätiger KI"),
    "autonomous_ai_month": ("running autonomous AI", "Betrieb selbsttätiger KI"),
}
_BEHAVIOUR: dict[str, tuple[str, str]] = {
    "usefulness_weight": ("weight of usefulness", "Gewicht der Nützlichkeit"),
    "effort_weight": ("weight of effort", "Gewicht des Aufwands"),
    "peer_weight": ("pull of colleagues", "Sog der Kollegen"),
    "tipping_share": ("share of users at which the group pulls", "Nutzeranteil, ab dem die Gruppe zieht"),
    "pull_steepness": ("steepness of the group's pull", "Steilheit des Gruppensogs"),
    "leadership_weight": ("weight of the line manager's example", "Gewicht des Vorbilds der Vorgesetzten"),
    "kpi_weight": ("weight of shared goals", "Gewicht gemeinsamer Ziele"),
    "territory_weight": ("weight of guarding one's territory", "Gewicht des Revierdenkens"),
    "visibility_weight": ("weight of being seen by the boss", "Gewicht, vom Chef gesehen zu werden"),
    "habit_bonus": ("strength of habit", "Stärke der Gewohnheit"),
    "comfort": ("comfort of the old tools", "Bequemlichkeit der alten Werkzeuge"),
    "resistance_spread": ("differences in resistance", "Unterschiede im Widerstand"),
    "territoriality_spread": ("differences in guarding territory", "Unterschiede im Revierdenken"),
    "attention": ("attention to features", "Aufmerksamkeit für Funktionen"),
    "capacity": ("features looked at in a month", "betrachtete Funktionen im Monat"),
    "habit_speed": ("speed of habits", "Tempo der Gewohnheiten"),
    "learning": ("speed of learning", "Lerntempo"),
    "forgetting": ("speed of forgetting", "Tempo des Vergessens"),
    "novelty": ("curiosity about what is new", "Neugier auf Neues"),
    "novelty_months": ("months that curiosity lasts", "Monate der Neugier"),
    "gate_strength": ("firmness of a closed old way", "Härte des versperrten alten Wegs"),
    "gate_attention": ("chance of meeting a closed way", "Chance, auf einen versperrten Weg zu stoßen"),
    "training_gain": ("gain from training", "Wirkung der Schulung"),
    "champion_boost": ("a champion's openness", "Offenheit eines Key Users"),
    "champion_skill": ("a champion's skill", "Können eines Key Users"),
    "champion_voice": ("weight of a champion's example", "Gewicht eines Key Users"),
    "starting_skill": ("skill before go-live", "Können vor der Einführung"),
    "starting_skill_spread": ("differences in skill", "Unterschiede im Können"),
    "newcomer_skill": ("newcomers' skill", "Können der Neuen"),
    "newcomer_old_habit": ("newcomers' old habits", "alte Gewohnheiten der Neuen"),
    "staleness": ("ageing of the customer record", "Veralten der Kundenakte"),
    "entry_rate": ("filling of the record by real use", "Füllung der Akte durch echte Nutzung"),
    "accuracy_of_deep_entries": ("accuracy of real entries", "Richtigkeit echter Einträge"),
    "accuracy_of_compliance_entries": ("accuracy of entries for the boss", "Richtigkeit der Pflichteinträge"),
    "data_need_reference": ("data at which features work", "Daten, bei denen Funktionen arbeiten"),
    "ai_data_threshold": ("data below which AI does harm", "Daten, unter denen KI schadet"),
}
_LEVERS: dict[str, tuple[str, str]] = {
    "kpi_alignment": ("how far goals are shared today", "wie weit Ziele heute gemeinsam sind"),
    "sharing_reward": ("how far sharing is rewarded today", "wie weit Teilen heute belohnt wird"),
    "silo_strength": ("how closed departments are today", "wie verschlossen die Abteilungen heute sind"),
    "sponsorship": ("today's sponsorship", "heutiger Rückhalt der Geschäftsführung"),
    "supervisor_commitment": ("line managers' commitment today", "heutiger Einsatz der Vorgesetzten"),
    "monitoring": ("how closely entries are watched today", "wie genau heute kontrolliert wird"),
    "resistance": ("today's resistance", "heutiger Widerstand"),
    "change_capacity": ("room for change today", "heutiger Raum für Veränderung"),
}


def unknown_label(name: str, lang: str) -> str:
    """Return what an unknown is, in words; one without words by its machine name."""
    group, _, bare = name.partition(".")
    german = lang == "de"
    if group == "prices" and bare in _PRICES:
        return counted(_PRICE[german].format(what=_PRICES[bare][german]))
    words = {"behaviour": _BEHAVIOUR, "levers": _LEVERS}.get(group, {}).get(bare)
    return words[german] if words else bare.replace("_", " ")


def unknown_range(unknown: Unknown, lang: str) -> str:
    """Return the range of an unknown with as many digits as it needs."""
    from ..words.phrases import number

    digits = 0 if unknown.high >= 100.0 else 1 if unknown.high >= 10.0 else 2 if unknown.high >= 1.0 else 3
    return " … ".join(number(value, lang, digits) for value in (unknown.low, unknown.high))
