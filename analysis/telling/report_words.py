"""Words of the report of a comparison, in English and German."""

from __future__ import annotations

from ...model.plural import counted

# English, German.
WORDS: dict[str, tuple[str, str]] = {
    "kind": ("Comparison of programmes in a simulated company", "Vergleich von Programmen im simulierten Unternehmen"),
    "one": (
        "Does “{name}” do more for “{outcome}” than “{baseline}”, within {months} months?",
        "Bringt „{name}“ bei „{outcome}“ mehr als „{baseline}“, innerhalb von {months} Monaten?",
    ),
    "many": (
        "Which of {n} programmes does most for “{outcome}”, within {months} months?",
        "Welches von {n} Programmen bringt am meisten bei „{outcome}“, innerhalb von {months} Monaten?",
    ),
    "answer": ("The answer in numbers", "Die Antwort in Zahlen"),
    "figures": ("The comparison", "Der Vergleich"),
    "effects": ("What the programmes change", "Was die Programme verändern"),
    "people": ("The company as people", "Das Unternehmen als Menschen"),
    "people intro": (
        "Both pictures show the same {n} people in month {month}: no. {number} of the companies simulated, the one in "
        "the middle by “{outcome}” with “{best}”. Other companies come out differently; the figures above are means "
        "over all of them.",
        "Beide Bilder zeigen dieselben {n} Personen in Monat {month}: Nr. {number} der simulierten Unternehmen, das "
        "mittlere nach „{outcome}“ mit „{best}“. Andere Unternehmen gehen anders aus; die Zahlen oben sind Mittel "
        "über alle.",
    ),
    "people of": ("“{name}”, month {month}", "„{name}“, Monat {month}"),
    "too many people": (
        "With {n} people the company is too large to be drawn person by person.",
        "Mit {n} Personen ist das Unternehmen zu groß, um Person für Person gezeichnet zu werden.",
    ),
    "money": ("Customers and money", "Kunden und Geld"),
    "open": ("What could change the answer", "Was die Antwort ändern könnte"),
    "open intro": (
        "Chance between companies is in the intervals. Prices and behaviour are not known exactly either: the tables "
        "say how far the answer hangs on them.",
        "Der Zufall zwischen Unternehmen steckt in den Intervallen. Auch Preise und Verhalten sind nicht genau "
        "bekannt: Die Tabellen sagen, wie weit die Antwort daran hängt.",
    ),
    "no ensemble": (
        "Behaviour was not varied here. The same comparison can be made over all sets of behavioural parameters that "
        "the evidence leaves; how, is said at the end.",
        "Das Verhalten wurde hier nicht verändert. Derselbe Vergleich ist über alle Sätze von Verhaltensparametern "
        "möglich, die die Befunde zulassen; wie, steht am Ende.",
    ),
    "assumed": ("What is assumed", "Was angenommen ist"),
    "company": (
        "The company has {people} people in {departments} departments and {features} CRM features; {months} months "
        "are simulated. Departments: {names}.",
        "Das Unternehmen hat {people} Personen in {departments} Abteilungen und {features} CRM-Funktionen; simuliert "
        "werden {months} Monate. Abteilungen: {names}.",
    ),
    "department": ("{name} ({people})", "{name} ({people})"),
    "different": (
        "The companies differ between the programmes; this describes that of “{baseline}”.",
        "Die Unternehmen unterscheiden sich zwischen den Programmen; beschrieben ist das von „{baseline}“.",
    ),
    "programmes": ("What each programme consists of", "Woraus jedes Programm besteht"),
    "programme": ("Programme", "Programm"),
    "measure": ("Measure", "Maßnahme"),
    "from": ("From month", "Ab Monat"),
    "until": ("Until month", "Bis Monat"),
    "to the end": ("to the end", "bis zum Ende"),
    "waits": ("when {condition}", "wenn {condition}"),
    "strength": ("Share of full strength", "Anteil der vollen Stärke"),
    "spending": ("Spending", "Ausgaben"),
    "nothing": ("nothing is done", "nichts wird getan"),
    "prices": ("Prices that are assumed", "Angenommene Preise"),
    "price of": ("What it buys", "Wofür"),
    "price": ("Price", "Preis"),
    "range": ("Plausible range", "Plausible Spanne"),
    "per": ("Unit", "Einheit"),
    "source": ("From where", "Woher"),
    "judgement": ("judgement", "Einschätzung"),
    "evidence": ("evidence {ids}, grade {grade}", "Befund {ids}, Güte {grade}"),
    "prices note": (
        "Ids of evidence are those of the model’s list of evidence. Grade A: peer reviewed or data analysed, B: "
        "industry survey, C: anecdote or consultant.",
        "Die Kürzel der Befunde sind die der Befundliste des Modells. Güte A: begutachtet oder Daten ausgewertet, "
        "B: Branchenumfrage, C: Anekdote oder Beratung.",
    ),
    "where": (
        "The model is described in full, equation by equation, with every number, its range and source, and the "
        "evidence; where, is said at the end.",
        "Das Modell ist vollständig beschrieben, Gleichung für Gleichung, mit jeder Zahl, ihrer Spanne und Herkunft "
        "und den Befunden; wo, steht am Ende.",
    ),
    "at equal budget": ("The same at equal budgets", "Dasselbe bei gleichem Budget"),
    "add budget": ("add --budget and an amount", "--budget und einen Betrag anfügen"),
    "over all sets": ("The same over all sets of behaviour", "Dasselbe über alle Verhaltenssätze"),
    "add ensemble": ("add --ensemble evidence", "--ensemble evidence anfügen"),
    "model in full": ("Model, equation by equation", "Modell, Gleichung für Gleichung"),
    "numbers in full": ("Every number and its source", "Jede Zahl und ihre Herkunft"),
    "evidence in full": ("Evidence", "Befunde"),
    "limits": ("What this does not say", "Was dieser Bericht nicht sagt"),
    "use": ("Who really uses what", "Wer was wirklich nutzt"),
    "all": ("All numbers", "Alle Zahlen"),
    "meaning": ("What the words mean", "Was die Wörter bedeuten"),
    "word": ("Word", "Wort"),
    "means": ("Meaning", "Bedeutung"),
    "against": ("“{baseline}”: {level}", "„{baseline}“: {level}"),
    "fact": ("{outcome}, month {month}: “{best}”", "{outcome}, Monat {month}: „{best}“"),
    "gained": ("{outcome}, difference to “{baseline}”", "{outcome}, Unterschied zu „{baseline}“"),
    "interval": ("95 % CI {low} to {high}", "95-%-Intervall {low} bis {high}"),
    "in unit": ("{value} {unit}", "{value} {unit}"),
    "point unit": ("points", "Punkte"),
    "payback": (
        "Month in which net value has caught up (median)", "Monat, ab dem der Nettowert aufgeholt hat (Median)",
    ),
    "payback share": (
        "{share} of the pairs within {months} months", "{share} der Paare innerhalb von {months} Monaten",
    ),
    "not within": ("not within {months} months", "nicht in {months} Monaten"),
    "spent": ("Spending on “{best}”", "Ausgaben für „{best}“"),
    "within": ("within {months} months", "innerhalb von {months} Monaten"),
}  # fmt: skip
UNITS: dict[str, tuple[str, str]] = {
    "EUR": ("EUR", "EUR"),
    "EUR/head": ("EUR a head", "EUR je Kopf"),
    "EUR/head/month": ("EUR a head and month", "EUR je Kopf und Monat"),
    "EUR/month": ("EUR a month", "EUR je Monat"),
    "EUR/trainee": ("EUR a trainee", "EUR je Teilnehmer"),
    "EUR/trainee/month": ("EUR a trainee and month", "EUR je Teilnehmer und Monat"),
    "EUR/champion": ("EUR a champion", "EUR je Key User"),
    "EUR/champion/month": ("EUR a champion and month", "EUR je Key User und Monat"),
    "EUR/manager/month": ("EUR a manager and month", "EUR je Führungskraft und Monat"),
}
"""Units of prices, as their declarations have them, in words."""


def say(key: str, lang: str, **values: object) -> str:
    """Return a sentence in a language, with its blanks filled in."""
    return counted(WORDS[key][lang == "de"].format(**values))
