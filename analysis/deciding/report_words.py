"""Words of the report of a decision, in English and German."""
# ruff: noqa: E501 - a sentence is a line

from __future__ import annotations

from ...model.plural import counted

_WORDS: dict[str, tuple[str, str]] = {
    "kind": ("Decision", "Entscheidung"),
    "question": ("What to do with {budget}", "Was mit {budget} zu tun ist"),
    "asked": ("The question", "Die Frage"),
    "asked text": (
        "{company}: {people} people in {departments}. Which interventions, where, how strong, when and for how long make “{criterion}” in month {month} as large as possible, for at most {budget} within {months} months?",
        "{company}: {people} Personen in {departments}. Welche Maßnahmen, wo, wie stark, wann und wie lange machen „{criterion}“ in Monat {month} so groß wie möglich, für höchstens {budget} in {months} Monaten?",
    ),
    "since": ("The company has lived {first} months with its CRM; what is decided begins then.", "Das Unternehmen lebt seit {first} Monaten mit seinem CRM; was beschlossen wird, beginnt danach."),
    "do": ("What to do", "Was zu tun ist"),
    "comparison": ("The comparison", "Der Vergleich"),
    "failing": ("When to check, and what would show that it is failing", "Wann nachzusehen ist, und was ein Scheitern zeigen würde"),
    "change": ("What could change the answer", "Was die Antwort ändern könnte"),
    "budgets": ("More money, or less", "Mehr Geld oder weniger"),
    "assumed": ("Assumptions", "Annahmen"),
    "assumed prices": ("Prices assumed: {prices}.", "Angenommene Preise: {prices}."),
    "assumed behaviour": (
        "How people behave: {worlds} {kind} ({name}), {n} simulated companies in each, the same people and the same chance in every option.",
        "Wie sich Menschen verhalten: {worlds} {kind} ({name}), je {n} simulierte Unternehmen, dieselben Menschen und derselbe Zufall in jeder Möglichkeit.",
    ),
    "assumed search": (
        "How the mix was found: {trials} proposals, {different} different mixes; the best were looked at again on companies that the search had not seen, and all figures here come from a third set.",
        "Wie die Mischung gefunden wurde: {trials} Vorschläge, {different} verschiedene Mischungen; die besten wurden in Unternehmen noch einmal betrachtet, die die Suche nicht kannte, und alle Zahlen hier stammen aus einem dritten Satz.",
    ),
    "gain": ("{unit} gained over doing nothing", "{unit} Gewinn gegenüber dem Nichtstun"),
    "level": ("in month {month}", "in Monat {month}"),
    "against": ("against {nothing} with nothing done", "gegenüber {nothing} ohne Programm"),
    "interval": ("95 %: {low} to {high}", "95 %: {low} bis {high}"),
    "likely": ("probability of being the best", "Wahrscheinlichkeit, die beste zu sein"),
    "of options": ("of {options} options", "von {options} Möglichkeiten"),
    "payback": ("payback month", "Amortisation (Monat)"),
    "paid": ("{share} of companies", "{share} der Unternehmen"),
    "not paid": ("not within {months} months", "nicht in {months} Monaten"),
    "options caption": ("What each option gains", "Was jede Möglichkeit bringt"),
    "money caption": ("The frontier over budgets", "Die Grenze über Budgets"),
    "sign caption": ("The early sign", "Das frühe Zeichen"),
    "strength note": ("Strength is the share of what the intervention can do at most.", "Stärke ist der Anteil dessen, was die Maßnahme höchstens bewirken kann."),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a phrase in a language, with its blanks filled in."""
    return counted(_WORDS[key][lang == "de"].format(**values))
