"""Words of the story, in English and German. Numbers come from the runs; the words can say either way."""
# ruff: noqa: E501 - a sentence is a line

from __future__ import annotations

from ...model.plural import counted

# English, German.
WORDS: dict[str, tuple[str, str]] = {
    # Go-live
    "go-live title": ("Go-live: everything has been bought", "Inbetriebnahme: Alles ist gekauft"),
    "go-live text": (
        "A mid-sized pharmaceutical company has a new CRM. It can do everything: shared records, automated workflows, "
        "AI that rates leads. On this day all work is still done with own lists and old tools.",
        "Ein mittelgroßes Pharmaunternehmen hat ein neues CRM. Es kann alles: gemeinsame Akten, automatische Abläufe, "
        "KI, die Interessenten bewertet. An diesem Tag liegt alle Arbeit noch in eigenen Listen und alten Werkzeugen.",
    ),
    "paid": ("paid for the platform", "für das System bezahlt"),
    "people": ("people in {departments} departments", "Personen in {departments} Abteilungen"),
    "features": ("features", "Funktionen"),
    "one company": (
        "A square is a person in one simulated company: no. {number} of {n}, the one in the middle by what was never "
        "touched after half a year.",
        "Ein Quadrat ist eine Person in einem simulierten Unternehmen, Nr. {number} von {n}: Es liegt beim Anteil des "
        "nie Angefassten nach einem halben Jahr in der Mitte.",
    ),
    "means": (
        "Means of {n} simulated companies of {people} people.",
        "Mittel aus {n} simulierten Unternehmen mit {people} Personen.",
    ),
    "bands": (
        "Means of {n} simulated companies; the narrow bands are 95 % confidence intervals of the mean. Every number "
        "is rounded by itself.",
        "Mittel aus {n} simulierten Unternehmen; die schmalen Bänder sind 95-%-Intervalle des Mittelwerts. Jede "
        "Zahl ist für sich gerundet.",
    ),
    # Month three
    "quiet title": (
        "Month three: “People aren’t really using it”",
        "Monat drei: „Eigentlich nutzt es keiner“",
    ),
    "quiet text": (
        "The log-in statistics look fine: {active} of the people opened the CRM this month. But only {deep} of the "
        "tasks are really done in it. {verdict}",
        "Die Anmeldestatistik sieht gut aus: {active} der Leute haben das CRM in diesem Monat geöffnet. Aber nur "
        "{deep} der Aufgaben werden wirklich darin erledigt. {verdict}",
    ),
    "quiet hidden": ("Whoever looks at log-ins sees nothing.", "Wer auf die Anmeldungen schaut, sieht nichts davon."),
    "quiet open": (
        "Here the log-ins show it too; the article says that they do not.",
        "Hier zeigen es auch die Anmeldungen; im Artikel zeigen sie es nicht.",
    ),
    "opened": ("of the people opened it", "der Leute haben es geöffnet"),
    "done": ("of the tasks are really done in it", "der Aufgaben werden wirklich darin erledigt"),
    # Month six
    "half year title": ("Month six: {never} never touched", "Monat sechs: {never} nie angefasst"),
    "half year text": (
        "Of all that the features could do for these people, {never} has never been touched; nine in ten companies lie "
        "between {low} and {high}. The article says 70 %{verdict} The yellow is the bare minimum for the boss, most of "
        "it in {department}{article}",
        "Von allem, was die Funktionen für diese Leute tun könnten, sind {never} nie angefasst worden; neun von zehn "
        "Unternehmen liegen zwischen {low} und {high}. Im Artikel sind es 70 %{verdict} Gelb ist das Nötigste für den "
        "Chef, am meisten davon in der Abteilung {department}{article}",
    ),
    "agrees": (", within that range.", ", innerhalb dieser Spanne."),
    "differs": (", outside that range.", ", außerhalb dieser Spanne."),
    "as in the article": (", as in the article.", ", wie im Artikel."),
    "unlike the article": ("; the article says Sales.", "; im Artikel ist es der Vertrieb."),
    "never": ("never touched", "nie angefasst"),
    "minimum": ("only for the boss", "nur für den Chef"),
    "really": ("really used", "wirklich genutzt"),
    # Customers
    "customers title": (
        "The customer meets {departments} departments, not one company",
        "Der Kunde trifft auf {departments} Abteilungen, nicht auf ein Unternehmen",
    ),
    "customers text": (
        "Behind {good} of 100 contacts with customers stands a shared record with usable data. In all others a "
        "department knows only what is its own. After a year {left} of {start} customers are left.",
        "Hinter {good} von 100 Kontakten mit Kunden steht eine gemeinsame Akte mit nutzbaren Daten. Bei allen "
        "anderen weiß eine Abteilung nur, was sie selbst hat. Nach einem Jahr sind von {start} Kunden noch {left} da.",
    ),
    "contacts": ("of 100 contacts on the shared record", "von 100 Kontakten auf der gemeinsamen Akte"),
    "left": ("of {start} customers after a year", "von {start} Kunden nach einem Jahr"),
    "shared": ("shared record, usable data", "gemeinsame Akte, nutzbare Daten"),
    "alone": ("only what the department knows itself", "nur, was die Abteilung selbst weiß"),
    "customers note": (
        "Means of {n} simulated companies, month {month}. How strongly customers mind is judgement put into the "
        "model, not measured.",
        "Mittel aus {n} simulierten Unternehmen, Monat {month}. Wie sehr sich Kunden daran stören, ist eine ins "
        "Modell gesteckte Annahme, nicht gemessen.",
    ),
    # More tooling
    "technology title": ("Spending on tooling: {gap} points in a year", "Mehr Technik: {gap} Punkte in einem Jahr"),
    "technology text": (
        "The usual answer: {cost} more for better screens and tools. Real use after a year is {level} instead of "
        "{base}{verdict} {never} is still never touched.",
        "Die übliche Antwort: {cost} mehr für bessere Bildschirme und Werkzeuge. Die echte Nutzung liegt nach einem "
        "Jahr bei {level} statt {base}{verdict} {never} sind weiterhin nie angefasst.",
    ),
    "clear": (" ({gap} points, 95 % CI {low} to {high}).", " ({gap} Punkte, 95-%-Intervall {low} bis {high})."),
    "unclear": (
        ", a difference that chance could make (95 % CI {low} to {high} points).",
        "; dieser Unterschied kann Zufall sein (95-%-Intervall {low} bis {high} Punkte).",
    ),
    "points": ("points of real use after a year", "Punkte echter Nutzung nach einem Jahr"),
    "spent": ("spent", "ausgegeben"),
    # Aligned goals
    "goals title": ("Aligned KPIs: {gap} points for the same money", "Gemeinsame Ziele: {gap} Punkte für dasselbe Geld"),
    "goals text": (
        "The same {cost}, spent on goals that departments share, instead of figures of their own. Real use after a year "
        "is {level}: {verdict}",
        "Dieselben {cost}, ausgegeben für Ziele, die sich die Abteilungen teilen, statt eigener Kennzahlen. Die echte "
        "Nutzung liegt nach einem Jahr bei {level}: {verdict}",
    ),
    "more": (
        "{gap} points more than with technology (95 % CI {low} to {high}).",
        "{gap} Punkte mehr als mit Technik (95-%-Intervall {low} bis {high}).",
    ),
    "less": (
        "{gap} points less than with technology (95 % CI {low} to {high}); the article expects more.",
        "{gap} Punkte weniger als mit Technik (95-%-Intervall {low} bis {high}); der Artikel erwartet mehr.",
    ),
    "same": (
        "no clear difference to technology (95 % CI {low} to {high} points); the article expects more.",
        "kein klarer Unterschied zur Technik (95-%-Intervall {low} bis {high} Punkte); der Artikel erwartet mehr.",
    ),
    "kept more": (
        "On average {kept} more customers are still there than with technology.",
        "Im Mittel sind noch {kept} Kunden mehr da als mit Technik.",
    ),
    "kept less": (
        "On average {kept} fewer customers are still there than with technology.",
        "Im Mittel sind noch {kept} Kunden weniger da als mit Technik.",
    ),
    "kept same": (
        "In customers there is no clear difference to technology.",
        "Bei den Kunden gibt es keinen klaren Unterschied zur Technik.",
    ),
    # Both
    "both best": ("Half and half does best", "Halb und halb bringt am meisten"),
    "both not": ("Half and half is not clearly best", "Halb und halb ist nicht klar am besten"),
    "both text": (
        "Half of the money each: {level} real use after a year, {gap} points {verdict} “{other}” (95 % CI {low} to "
        "{high}). And still {past} of the work goes past the CRM or is only entered for the boss. {back} of the companies earn the money back "
        "within {months} months.",
        "Je die Hälfte des Geldes: {level} echte Nutzung nach einem Jahr, {gap} Punkte {verdict} „{other}“ (95-%-Intervall "
        "{low} bis {high}). Und noch immer gehen {past} der Arbeit am CRM vorbei oder werden nur für den Chef eingetragen. {back} der Unternehmen verdienen das "
        "Geld innerhalb von {months} Monaten zurück.",
    ),
    "above": ("more than", "mehr als"),
    "below": ("less than", "weniger als"),
    "difference": (
        "Real use in month {month}, difference to “{base}”, percentage points",
        "Echte Nutzung in Monat {month}, Unterschied zu „{base}“, Prozentpunkte",
    ),
    "differences": (
        "Points: mean of {n} pairs of the same company with and without; lines: 95 % confidence interval. Every number "
        "is rounded by itself.",
        "Punkte: Mittel aus {n} Paaren desselben Unternehmens mit und ohne; Linien: 95-%-Intervall. Jede Zahl "
        "ist für sich gerundet.",
    ),
    "still past": ("of the work is not really done in it", "der Arbeit werden nicht wirklich darin erledigt"),
    "paid back": ("earn the money back within {months} months", "verdienen das Geld in {months} Monaten zurück"),
    # The rival
    "rival changed": (
        "The rival that changes faster is ahead",
        "Der Konkurrent, der sich schneller ändert, liegt vorn",
    ),
    "rival technology": (
        "Here the rival with better technology is ahead",
        "Hier liegt der Konkurrent mit besserer Technik vorn",
    ),
    "rival draw": ("Neither of the rivals is clearly ahead", "Keiner der Konkurrenten liegt klar vorn"),
    "rival text": (
        "Two companies with the same people compete for the same customers. Each spends {cost}: one on technology, the "
        "other on tearing down silos, shared goals and rewarding who shares. After {months} months “{name}” holds "
        "{share} of the customers (95 % CI {low} to {high}); between any two such companies it is ahead in {ahead} of cases.",
        "Zwei Unternehmen mit denselben Leuten werben um dieselben Kunden. Jedes gibt {cost} aus: eines für Technik, das "
        "andere, um Silos abzubauen, Ziele zu teilen und Teilen zu belohnen. Nach {months} Monaten hat „{name}“ "
        "{share} der Kunden (95-%-Intervall {low} bis {high}); zwischen zwei beliebigen solchen Unternehmen liegt es in {ahead} der Fälle vorn.",
    ),
    "holds": ("of the customers after {months} months", "der Kunden nach {months} Monaten"),
    "begun": ("at the start, both", "zu Beginn, beide"),
    "rival note": (
        "Means of {n} pairs. Put in: a fragmented company loses more customers, and they prefer the other (judgement). "
        "Found: which company that is, how soon and by how much. The axis does not begin at zero.",
        "Mittel aus {n} Paaren. Hineingesteckt: Ein zersplittertes Unternehmen verliert mehr Kunden, und sie bevorzugen "
        "das andere (Urteil). Gefunden: welches Unternehmen das ist, wie bald und um wie viel. Die Achse beginnt nicht bei null.",
    ),
    "market": ("Share of both companies’ customers", "Anteil an den Kunden beider Unternehmen"),
    "usage": ("Real use", "Echte Nutzung"),
    "dashboard": ("Opened and really used", "Geöffnet und wirklich genutzt"),
    "company picture": ("The company in month {month}, person by person", "Das Unternehmen in Monat {month}, Person für Person"),
    # The page
    "story": ("The story", "Die Geschichte"),
    "step": ("Step {step} of {steps}", "Schritt {step} von {steps}"),
    "step named": ("Step {step}: {title}", "Schritt {step}: {title}"),
    "back": ("Back", "Zurück"),
    "next": ("Next", "Weiter"),
    "keys": ("arrow keys", "Pfeiltasten"),
    "words": ("What the words mean:", "Was die Wörter bedeuten:"),
    "simulating": (
        "{n} companies are being simulated, with and without each programme …",
        "{n} Unternehmen werden simuliert, mit und ohne jedes Programm …",
    ),
    "preparing": (
        "The simulation is being prepared; the first time on a machine this takes about half a minute …",
        "Die Simulation wird vorbereitet; beim ersten Mal auf einem Rechner dauert das etwa eine halbe Minute …",
    ),
    "story failed": (
        "Something went wrong on our side; the story cannot be told. The laboratory may still work.",
        "Bei uns ist etwas schiefgegangen; die Geschichte lässt sich nicht erzählen. Das Labor geht vielleicht noch.",
    ),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a sentence in a language, with its blanks filled in."""
    return counted(WORDS[key][lang == "de"].format(**values))
