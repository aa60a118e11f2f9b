"""The words of the checks on real data, in English and German."""

from __future__ import annotations

from ...model.plural import counted
from ..words.phrases import join, number, percent
from .checks import Check, Target

TITLES = {
    "conventions": {
        "en": "Conventions of a software organisation: enforced, mandated, voluntary",
        "de": "Konventionen einer Software-Organisation: durchgesetzt, angeordnet, freiwillig",
    },
    "practices": {
        "en": "Twelve practices at once, in eleven villages", "de": "Zwölf Praktiken zugleich, in elf Dörfern",
    },
    "no_influence": {
        "en": "Negative control: physicians who did not follow their colleagues",
        "de": "Negativkontrolle: Ärzte, die ihren Kollegen nicht folgten",
    },
    "network": {
        "en": "The drawn network beside networks of real firms",
        "de": "Das gezeichnete Netz neben Netzen wirklicher Firmen",
    },
}  # fmt: skip
SOURCES = {
    "conventions": {
        "en": "OpenStack Nova, public commit history 2010-2026, counts by person and month",
        "de": "OpenStack Nova, öffentliche Commits 2010-2026, gezählt nach Mensch und Monat",
    },
    "practices": dict.fromkeys(("en", "de"), "Rogers, Ascroft & Röling (1970); netdiffuseR (Vega Yon & Valente)"),
    "no_influence": dict.fromkeys(
        ("en", "de"), "Coleman, Katz & Menzel (1966); netdiffuseR; Van den Bulte & Lilien (2001)"
    ),
    "network": dict.fromkeys(
        ("en", "de"), "Lazega (2001); Krackhardt (1987); Michalski, Palus & Kazienko (2011); networkdata (Schoch)"
    ),
}
PRACTICES = {
    "closes_bug": {"en": "bug reference in the new style (gate)", "de": "Fehlerverweis im neuen Stil (durchgesetzt)"},
    "change_id": {"en": "change id (mandate)", "de": "Änderungsnummer (angeordnet)"},
    "co_author": {"en": "co-author named (voluntary)", "de": "Mitautor genannt (freiwillig)"},
    "impact_flag": {"en": "impact flag (voluntary)", "de": "Hinweis auf Folgen (freiwillig)"},
}
READINGS = {
    "ever_used": {"en": "ever used", "de": "je genutzt"},
    "in_use": {"en": "in use", "de": "in Nutzung"},
    "discontinued": {"en": "given up again", "de": "wieder aufgegeben"},
    "none": {"en": "use none", "de": "nutzen keine"},
    "half": {"en": "use half or more", "de": "nutzen die Hälfte oder mehr"},
    "gini": {"en": "inequality (Gini)", "de": "Ungleichheit (Gini)"},
    "village": {"en": "clustering by village (ICC)", "de": "Ballung nach Dörfern (ICC)"},
    "peers": {"en": "likeness to those named (r)", "de": "Ähnlichkeit mit Genannten (r)"},
    "degree": {"en": "ties per person", "de": "Beziehungen je Person"},
    "same_group": {"en": "ties inside the group", "de": "innerhalb der Gruppe"},
    "reciprocity": {"en": "returned", "de": "erwidert"},
    "degree_spread": {"en": "spread of ties (sd / mean)", "de": "Streuung (Std. / Mittel)"},
    "clustering": {"en": "closed triangles", "de": "geschlossene Dreiecke"},
}
FIRMS = {
    "lazega_lawfirm": {"en": "Law firm", "de": "Kanzlei"},
    "krackhardt_hightech_managers": {"en": "High-tech managers", "de": "Hightech-Führungskräfte"},
    "manufacturing_email": {"en": "Manufacturer", "de": "Hersteller"},
}
RELATIONS = {
    "advice": {"en": "advice", "de": "Rat"}, "cowork": {"en": "co-work", "de": "Zusammenarbeit"},
    "friends": {"en": "friendship", "de": "Freundschaft"}, "e-mail": {"en": "e-mail", "de": "E-Mail"},
}  # fmt: skip
TARGETS = {
    "fit": {"en": "error of the fitted curve", "de": "Fehler der angepassten Kurve"},
    "employers": {
        "en": "error for employers left out, at most the logistic curve's",
        "de": "Fehler bei ausgelassenen Arbeitgebern, höchstens der der logistischen Kurve",
    },
    "halves": {
        "en": "error for the other half of the employers, at most the logistic curve's",
        "de": "Fehler bei der anderen Hälfte der Arbeitgeber, höchstens der der logistischen Kurve",
    },
    "employers_cover": {
        "en": "months of employers left out in the 90 % interval",
        "de": "Monate ausgelassener Arbeitgeber im 90-%-Intervall",
    },
    "employers_calibrated": {
        "en": "the same, ties at its ends split", "de": "dasselbe, Treffer auf seinen Enden aufgeteilt",
    },
    "halves_cover": {
        "en": "months of the other half in the 90 % interval", "de": "Monate der anderen Hälfte im 90-%-Intervall",
    },
    "reuse_first": {"en": "reuse in month 1, within .1", "de": "Wiedernutzung im Monat 1, bis auf 0,1"},
    "reuse_later": {"en": "reuse in months 6-12, within .1", "de": "Wiedernutzung in Monat 6-12, bis auf 0,1"},
    "reading": {
        "en": "survey within 90 % of the accepted sets", "de": "Erhebung in 90 % der angenommenen Sätze",
    },
    "survey": {
        "en": "influence in the survey, in standard errors", "de": "Einfluss in der Erhebung, in Standardfehlern",
    },
    "false_alarm": {
        "en": "found where none was put in", "de": "gefunden, wo keiner eingebaut war",
    },
    "power": {"en": "found where it was put in (logits)", "de": "gefunden, wo er eingebaut war (Logits)"},
    "slope": {"en": "mean estimate where it was put in", "de": "mittlere Schätzung, wo er eingebaut war"},
} | {
    name: {"en": f"{READINGS[name]['en']}, drawn", "de": f"{READINGS[name]['de']}, gezeichnet"}
    for name in ("degree", "same_group", "reciprocity", "degree_spread", "clustering")
}  # fmt: skip
NOT_SHOWN = {
    "conventions": {
        "en": "Not shown: that a CRM's features are taken up like conventions in commit messages; other teams of the "
        "same organisation are not in the data. How long the gate takes to close, and when within the months the "
        "mandate's tool came, are fitted, not known beforehand. Who uses a voluntary practice once uses it again next "
        "month far less often than in the model, and its slow rise is not the model's.",
        "de": "Nicht gezeigt: dass Funktionen eines CRM wie Konventionen in Commit-Texten aufgenommen werden; andere "
        "Teams derselben Organisation sind nicht in den Daten. Wie lange das Schließen des alten Wegs dauert und wann "
        "das Werkzeug der Anordnung kam, ist angepasst, nicht vorher bekannt. Wer eine freiwillige Praktik einmal "
        "nutzt, nutzt sie im nächsten Monat weit seltener wieder als im Modell, und ihr langsamer Anstieg ist nicht "
        "der des Modells.",
    },
    "practices": {
        "en": "Not shown: levels (the share ever used and in use are what parameter sets are accepted by), the time "
        "course (years are from recall), or what makes villages differ; their differences are put in as a range, and "
        "without them the model has no clustering by village.",
        "de": "Nicht gezeigt: die Höhe (nach dem Anteil je genutzt und in Nutzung werden Parametersätze "
        "angenommen), der "
        "zeitliche Verlauf (die Jahre sind erinnert) oder was Dörfer unterscheidet; ihre Unterschiede sind als Bereich "
        "vorgegeben, und ohne sie ballt sich im Modell nichts nach Dörfern.",
    },
    "no_influence": {
        "en": "Not shown: that colleagues never matter. An influence below about 1 logit would be missed in a "
        "survey of this size about every third time or more often, and half of those named were not surveyed.",
        "de": "Nicht gezeigt: dass Kollegen nie zählen. Ein Einfluss unter etwa 1 Logit bliebe in einer "
        "Erhebung dieser "
        "Größe in jedem dritten Fall oder öfter unbemerkt, und die Hälfte der Genannten wurde nicht befragt.",
    },
    "network": {
        "en": "Not shown: direction. Ties of the model are mutual by construction, while 39 to 88 % of real "
        "namings are "
        "returned; and real people differ much more in how many ties they have. A company that gives its own ties is "
        "not touched by this.",
        "de": "Nicht gezeigt: Richtung. Beziehungen im Modell sind immer gegenseitig, während wirklich 39 bis 88 % der "
        "Nennungen erwidert werden; und wirkliche Menschen haben weit unterschiedlicher viele Beziehungen. Wer eigene "
        "Beziehungen angibt, ist davon nicht betroffen.",
    },
}


def title(check: Check, lang: str) -> str:
    """Return what a check is about, in words."""
    return TITLES[check.name][lang]


def not_shown(check: Check, lang: str) -> str:
    """Return a sentence on what a check did not show."""
    return NOT_SHOWN[check.name][lang]


def shown(check: Check, lang: str) -> str:
    """Return a sentence on what a check showed, from its numbers."""
    made = {"conventions": _conventions, "practices": _practices, "no_influence": _no_influence, "network": _network}
    return made[check.name](check, lang)


def _conventions(check: Check, lang: str) -> str:
    gate = check.record["practices"]["closes_bug"]
    halves, employers = check.record["halves"], gate["employers"]
    numbers = {
        "rmse": number(gate["rmse"], lang, 3), "half": number(halves["rmse"], lang, 3),
        "rival": number(halves["logistic"], lang, 3), "cover": percent(halves["coverage"], lang),
        "months": number(halves["months"], lang), "left": number(employers["rmse"], lang, 3),
        "left_rival": number(employers["logistic"], lang, 3),
        "lead": number(-employers["lead"], lang, 3, sign=True), "lead_error": number(employers["lead_error"], lang, 3),
    }  # fmt: skip
    words = {
        "en": "Shown: two fitted numbers reproduce the enforced convention with an error of {rmse}; from half of the "
        "employers the other half is predicted with an error of {half} (logistic curve with as many parameters: "
        "{rival}), single employers with {left} ({left_rival}; difference {lead}, standard error {lead_error}), "
        "and the 90 % intervals hold {cover} of {months} "
        "months.",
        "de": "Gezeigt: Zwei angepasste Zahlen geben die durchgesetzte Konvention mit einem Fehler von {rmse} "
        "wieder; aus "
        "der Hälfte der Arbeitgeber wird die andere mit einem Fehler von {half} vorhergesagt (logistische Kurve mit "
        "ebenso vielen Parametern: {rival}), einzelne Arbeitgeber mit {left} ({left_rival}; Unterschied {lead}, "
        "Standardfehler {lead_error}), und die 90-%-Intervalle "
        "enthalten {cover} von {months} Monaten.",
    }
    return counted(words[lang].format(**numbers))


def _practices(check: Check, lang: str) -> str:
    met = join([READINGS[each.about][lang] for each in check.targets if each.met], lang)
    sets, record = check.record["sets"], check.record
    numbers = {
        "met": met or ("nothing" if lang == "en" else "nichts"), "accepted": number(sets["accepted"], lang),
        "tried": number(sets["tried"], lang), "seen": number(record["survey"]["village"], lang, 2),
        "with": number(record["model"]["village"][1], lang, 2),
        "without": number(record["without_village_differences"]["village"][1], lang, 2),
    }  # fmt: skip
    words = {
        "en": "Shown: with the {accepted} of {tried} parameter sets whose levels are the survey's, these "
        "readings, which "
        "were not fitted, lie within the model's range: {met}. Clustering by village ({seen}) needs differences "
        "between villages ({with} with them, {without} without).",
        "de": "Gezeigt: Bei den {accepted} von {tried} Parametersätzen mit der Höhe der Erhebung liegen diese nicht "
        "angepassten Größen im Bereich des Modells: {met}. Ballung nach Dörfern ({seen}) braucht Unterschiede zwischen "
        "ihnen ({with} mit, {without} ohne).",
    }
    return counted(words[lang].format(**numbers))


def _no_influence(check: Check, lang: str) -> str:
    record = check.record
    by = {each["influence"]: each for each in record["simulated"]}
    numbers = {
        "slope": number(record["named"]["slope"], lang, 2), "error": number(record["named"]["error"], lang, 2),
        "none": percent(by[0.0]["found"], lang), "samples": number(by[0.0]["samples"], lang),
        "one": percent(by[1.0]["found"], lang), "two": percent(by[2.0]["found"], lang),
    }  # fmt: skip
    words = {
        "en": "Shown: with time held fixed the estimator finds no influence of colleagues in the survey ({slope}, "
        "standard error {error}), nor on data that the model makes without any ({none} false alarms in {samples} "
        "samples); where influence is put in, it finds 1 logit in {one} and 2 logits in {two} of the samples.",
        "de": "Gezeigt: Bei festgehaltener Zeit findet der Schätzer in der Erhebung keinen Einfluss von Kollegen "
        "({slope}, Standardfehler {error}) und auch keinen in Daten, die das Modell ohne ihn erzeugt ({none} "
        "Fehlalarme in {samples} Stichproben); eingebauten Einfluss findet er bei 1 Logit in {one}, bei 2 Logits in "
        "{two} der Stichproben.",
    }
    return counted(words[lang].format(**numbers))


def _network(check: Check, lang: str) -> str:
    counts: dict[str, list[bool]] = {}
    for each in check.targets:
        counts.setdefault(each.name, []).append(each.met)
    of = "of" if lang == "en" else "von"
    met = join([f"{READINGS[kind][lang]} {sum(met)} {of} {len(met)}" for kind, met in counts.items()], lang)
    words = {
        "en": "Shown: with the same groups and number of ties, so many drawn networks are as close to the "
        "real one as was aimed at: {met}.",
        "de": "Gezeigt: Bei gleichen Gruppen und gleich vielen Beziehungen sind so viele gezeichnete Netze dem "
        "wirklichen so nah wie verlangt: {met}.",
    }
    return counted(words[lang].format(met=met))


def about(target: Target, lang: str) -> str:
    """Return what a target is about, in words."""
    firm, _, relation = target.about.partition("/")
    if firm in FIRMS:
        return f"{FIRMS[firm][lang]}, {RELATIONS[relation][lang]}"
    known = PRACTICES.get(target.about) or READINGS.get(target.about)
    return known[lang] if known else target.about
