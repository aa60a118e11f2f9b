"""Titles, subtitles and notes of the figures of the checks, in English and German."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...model.plural import counted
from ..words.phrases import number, percent
from .check_words import SOURCES

if TYPE_CHECKING:
    from .checks import Check

TEXTS = {
    "curves": {
        "en": {
            "below": "Share in the new way by month: references for the gate, people at work for the others; fitted to "
            "the whole team",
            "note": "Fitted are two numbers for each curve. The model's are attention and how firmly it is pushed.",
        },
        "de": {
            "below": "Anteil in neuer Weise nach Monaten: Verweise bei der durchgesetzten, sonst arbeitende Menschen; "
            "angepasst an das ganze Team",
            "note": "Angepasst sind je Kurve zwei Zahlen. Die des Modells sind Aufmerksamkeit und Nachdruck.",
        },
    },
    "employers": {
        "en": {
            "below": "Bug references in the new style by month; each employer predicted from all others and from who "
            "works there",
            "note": "Larger dots: more references. Bands: 90 % of simulated groups of these people.",
        },
        "de": {
            "below": "Fehlerverweise im neuen Stil nach Monaten; jeder Arbeitgeber vorhergesagt aus allen anderen und "
            "daraus, wer dort arbeitet",
            "note": "Größere Punkte: mehr Verweise. Bänder: 90 % der simulierten Gruppen aus diesen Menschen.",
        },
    },
    "practices": {
        "en": {
            "below": "Readings of the survey and of the parameter sets with the survey's levels; 692 farmers, "
            "12 practices",
            "note": "Bars: 5 to 95 % of the sets, dots their median. Used to accept sets: ever used and in use only.",
            "seen": "Survey", "model": "Model", "without_peers": "without peers",
            "without_village_differences": "without differences of villages",
            "breadth": "Practices in use", "breadth_axis": "Practices of a farmer",
        },
        "de": {
            "below": "Größen der Erhebung und der Parametersätze mit ihrer Höhe; 692 Landwirte, 12 Praktiken",
            "note": "Balken: 5 bis 95 % der Sätze, Punkte ihr Median. Zur Annahme dienten nur je genutzt und in "
            "Nutzung.",
            "seen": "Erhebung", "model": "Modell", "without_peers": "ohne Kollegen",
            "without_village_differences": "ohne Unterschiede der Dörfer",
            "breadth": "Praktiken in Nutzung", "breadth_axis": "Praktiken eines Landwirts",
        },
    },
    "no_influence": {
        "en": {
            "below": "Influence of colleagues on the monthly chance to adopt, from none to all colleagues; "
            "months held fixed",
            "note": "Bars: 95 % confidence, clustered by person. Simulated: mean over samples of the same ties.",
            "named": "Survey: those named", "mutual": "Survey: whoever named", "none": "Model without influence",
            "put": "Model, {weight} put in", "found": "found in {share}", "axis": "Estimated influence (logits)",
            "nothing": "not distinguishable from 0", "something": "found",
        },
        "de": {
            "below": "Einfluss von Kollegen auf die monatliche Chance der Übernahme, von keinem bis zu allen Kollegen; "
            "Monate festgehalten",
            "note": "Balken: 95-%-Intervalle, nach Personen gruppiert. Simuliert: Mittel über Stichproben derselben "
            "Beziehungen.",
            "named": "Erhebung: Genannte", "mutual": "Erhebung: gleich, wer nannte", "none": "Modell ohne Einfluss",
            "put": "Modell, {weight} eingebaut", "found": "gefunden in {share}", "axis": "Geschätzter Einfluss "
            "(Logits)",
            "nothing": "nicht von 0 zu unterscheiden", "something": "gefunden",
        },
    },
    "network": {
        "en": {
            "below": "Each drawn with the same groups and number of ties as the real one",
            "note": "Bars: 5 to 95 % of drawn networks. The manufacturer's data have no departments.",
            "seen": "Real network", "drawn": "Drawn by the model",
        },
        "de": {
            "below": "Jeweils mit denselben Gruppen und gleich vielen Beziehungen gezeichnet wie das wirkliche",
            "note": "Balken: 5 bis 95 % der gezeichneten Netze. Die Daten des Herstellers kennen keine Abteilungen.",
            "seen": "Wirkliches Netz", "drawn": "Vom Modell gezeichnet",
        },
    },
}  # fmt: skip
_LEGEND = {
    "en": ("Observed", "Model", "Logistic curve", "with 90 % interval"),
    "de": ("Beobachtet", "Modell", "Logistische Kurve", "mit 90-%-Intervall"),
}
_EMPLOYER = {
    "en": {"": "Employer {place} ({people} people)", "FREE": "Private addresses ({people} people)",
           "SMALL": "Small employers ({people} people)", "many": "All other employers ({people} people)"},
    "de": {"": "Arbeitgeber {place} ({people} Menschen)", "FREE": "Private Adressen ({people} Menschen)",
           "SMALL": "Kleine Arbeitgeber ({people} Menschen)", "many": "Alle übrigen ({people} Menschen)"},
}  # fmt: skip
_SOURCE = {"en": "Source: {source}.", "de": "Quelle: {source}."}
_FINDINGS = {
    "curves": {
        "en": "Enforced and mandated conventions are fitted to {gate} and {mandate} points, voluntary ones roughly",
        "de": "Durchgesetzte und angeordnete Konventionen sind auf {gate} und {mandate} Punkte getroffen, freiwillige "
        "nur grob",
    },
    "employers": {
        "en": "Employers left out are predicted as well as by a logistic curve, and with intervals",
        "de": "Ausgelassene Arbeitgeber sind so gut vorhergesagt wie von einer logistischen Kurve, und mit "
        "Intervallen",
    },
    "employers_behind": {
        "en": "Employers left out: a logistic curve errs a little less, without intervals",
        "de": "Ausgelassene Arbeitgeber: Eine logistische Kurve irrt etwas weniger, ohne Intervalle",
    },
    "practices": {
        "en": "Clustering by village: {seen} in the survey, {with} in the model, {without} if villages do not differ",
        "de": "Ballung nach Dörfern: {seen} in der Erhebung, {with} im Modell, {without}, wenn Dörfer gleich sind",
    },
    "no_influence": {
        "en": "No influence of colleagues is found where there is none; 2 logits would be found in {two}",
        "de": "Wo kein Einfluss von Kollegen ist, wird keiner gefunden; 2 Logits fänden sich in {two}",
    },
    "network": {
        "en": "Mixing is close to real firms; people there differ more in their ties, and not all are returned",
        "de": "Die Mischung gleicht wirklichen Firmen; dort haben Menschen ungleicher viele und nicht nur erwiderte "
        "Beziehungen",
    },
}  # fmt: skip


def legend(lang: str, seen: str, model: str, rival: str, *, band: bool = False) -> list[tuple[str, str]]:
    """Return the words of a figure with curves, and their colours."""
    words = _LEGEND[lang]
    return [(words[0], seen), (f"{words[1]} {words[3]}" if band else words[1], model), (words[2], rival)]


def employer(name: str, place: int, people: int, lang: str) -> str:
    """Return an employer's name in words; the data have codes only."""
    kind = name if name in ("FREE", "SMALL") else ("" if name else "many")
    return counted(_EMPLOYER[lang][kind].format(place=place, people=number(people, lang)))


def source(check: Check, lang: str) -> str:
    """Return where the data come from."""
    return counted(_SOURCE[lang].format(source=SOURCES[check.name][lang]))


def finding(check: Check, key: str, lang: str) -> str:
    """Return what a figure shows, from its numbers: its title."""
    record = check.record
    numbers: dict[str, str] = {}
    if key == "curves":
        fits = {"gate": "closes_bug", "mandate": "change_id"}
        numbers |= {kind: number(100.0 * record["practices"][name]["rmse"], lang, 1) for kind, name in fits.items()}
    elif key == "employers":
        held = record["practices"]["closes_bug"]["employers"]
        key = "employers" if held["lead"] > -1.96 * held["lead_error"] else "employers_behind"
    elif key == "practices":
        village = {name: record[name]["village"] for name in ("survey", "model", "without_village_differences")}
        numbers = {"seen": number(village["survey"], lang, 2), "with": number(village["model"][1], lang, 2),
                   "without": number(village["without_village_differences"][1], lang, 2)}  # fmt: skip
    elif key == "no_influence":
        two = next(each["found"] for each in record["simulated"] if each["influence"] == 2.0)
        numbers["two"] = percent(two, lang)
    return counted(_FINDINGS[key][lang].format(**numbers))
