"""Words of the presenter's page, in English and German; the page's own parts get them as one table."""

from __future__ import annotations

from ...model.plural import counted

# English, German.
WORDS: dict[str, tuple[str, str]] = {
    "name": ("How a company takes up its CRM", "Wie ein Unternehmen sein CRM annimmt"),
    "skip": ("Skip to the content", "Zum Inhalt springen"),
    "busy": ("The page is working", "Die Seite arbeitet"),
    "tabs": ("Parts of the page", "Teile der Seite"),
    "story": ("Story", "Geschichte"),
    "lab": ("Laboratory", "Labor"),
    "assumptions": ("Assumptions", "Annahmen"),
    "language": ("Language", "Sprache"),
    "theme": ("Theme", "Darstellung"),
    "auto": ("as the system", "wie das System"),
    "light": ("light", "hell"),
    "dark": ("dark", "dunkel"),
    "close": ("Close", "Schließen"),
    "damaged link": (
        "Part of the link was damaged and left out. {what}", "Ein Teil des Links war beschädigt und blieb weg. {what}",
    ),
    "not there": ("“{value}” does not exist.", "„{value}“ gibt es nicht."),
    "no part": ("“{value}” is no part of a link.", "„{value}“ gehört nicht in einen Link."),
    "most scenarios": (
        "{value} side by side are the most.", "Mehr als {value} nebeneinander gehen nicht.",
    ),
    "link too long": (
        "The link is too long; {high} characters are read at most.",
        "Der Link ist zu lang; gelesen werden höchstens {high} Zeichen.",
    ),
    "unreadable link": ("The link cannot be read.", "Der Link ist nicht zu lesen."),
    "upload gone": (
        "“{value}” was a file that somebody had uploaded; links do not hold it. Upload it again.",
        "„{value}“ war eine hochgeladene Datei; Links enthalten sie nicht. Laden Sie sie noch einmal hoch.",
    ),
    "link without upload": (
        "Uploaded files stay in the browser tab in which they were uploaded; what else the link holds is shown.",
        "Hochgeladene Dateien bleiben im Browser-Tab, in dem sie hochgeladen wurden; was der Link sonst enthält, wird "
        "gezeigt.",
    ),
    "not kept": (
        "“{what}” is too large for this browser to remember: once the page is loaded again, it must be uploaded again.",
        "„{what}“ ist zu groß, als dass dieser Browser es behielte: Wird die Seite neu geladen, ist es wieder "
        "hochzuladen.",
    ),
    "any scenario": ("Scenario", "Szenario"),
    "story step": ("Step of the story", "Schritt der Geschichte"),
    "refused": ("This does not work: {what}", "Das geht nicht: {what}"),
    "out of range": (
        "{value} is not allowed; give a whole number from {low} to {high}.",
        "{value} ist nicht erlaubt; geben Sie eine ganze Zahl von {low} bis {high}.",
    ),
    "no whole number": ("“{value}” is not a whole number.", "„{value}“ ist keine ganze Zahl."),
    "internal": (
        "Something went wrong on our side; your last change was not applied. Undo it or reset.",
        "Bei uns ist etwas schiefgegangen; Ihre letzte Änderung wurde nicht übernommen. Machen Sie sie rückgängig "
        "oder setzen Sie zurück.",
    ),
    "uploaded": ("“{what}” has been read and is now scenario B.", "„{what}“ wurde gelesen und ist jetzt Szenario B."),
    "too many uploads": (
        "{value} uploads are the most in one session; open the page in a new tab to start afresh.",
        "{value} Dateien sind das Meiste in einer Sitzung; um von vorn zu beginnen, öffnen Sie die Seite in einem "
        "neuen Tab.",
    ),
    "not run yet": ("The scenarios are still being simulated.", "Die Szenarien werden noch simuliert."),
    "computing": ("Simulating {share} …", "Simuliere {share} …"),
    "settings": ("Settings", "Einstellungen"),
    "undo": ("Undo", "Rückgängig"),
    "reset": ("Reset", "Zurücksetzen"),
    "scenario": ("Scenario {letter}", "Szenario {letter}"),
    "starts from": ("starts from", "geht aus von"),
    "own": ("(changed by you)", "(von Ihnen geändert)"),
    "add": ("Add a scenario", "Szenario hinzufügen"),
    "remove": ("Remove scenario {letter}", "Szenario {letter} entfernen"),
    "upload": ("Own scenario (.toml) or people (.csv)", "Eigenes Szenario (.toml) oder Personen (.csv)"),
    "upload note": (
        "At most 1 MB. The file stays in this browser tab until you close it and may name no other files.",
        "Höchstens 1 MB. Die Datei bleibt in diesem Browser-Tab, bis Sie ihn schließen, und darf keine anderen Dateien "
        "nennen.",
    ),
    "too large": (
        "{value}: this file is too large; at most 1 MB is read. The command line takes more.",
        "{value}: Diese Datei ist zu groß; gelesen wird höchstens 1 MB. Die Kommandozeile nimmt mehr.",
    ),
    "company": ("The company", "Das Unternehmen"),
    "company of": ("Company", "Unternehmen"),
    "each its own": ("each scenario’s own", "das jeweils eigene"),
    "people": ("People", "Personen"),
    "replicate": ("Company drawn by lot, no.", "Ausgelostes Unternehmen Nr."),
    "replicate hint": (
        "Which of the simulated companies is shown person by person.",
        "Welches der simulierten Unternehmen Person für Person gezeigt wird.",
    ),
    "people hint": ("Everybody in all departments.", "Alle in allen Abteilungen."),
    "kpi_alignment": ("Goals shared across departments", "Gemeinsame Ziele der Abteilungen"),
    "sponsorship": ("Top management behind the CRM", "Rückhalt der Geschäftsleitung"),
    "supervisor_commitment": ("Line managers ask for real use", "Vorgesetzte fordern echte Nutzung"),
    "silo_strength": ("How closed departments are", "Abschottung der Abteilungen"),
    "monitoring": ("How closely entries are watched", "Kontrolle der Einträge"),
    "change_capacity": ("Attention left for change", "Freiraum für Veränderung"),
    "programme": ("What is done in {letter}", "Was in {letter} getan wird"),
    "strength hint": (
        "0 % is nothing, 100 % the full effect; the cost over all months stands beside it.",
        "0 % ist nichts, 100 % die volle Wirkung; daneben die Kosten über alle Monate.",
    ),
    "budget": ("Money", "Geld"),
    "equal budget": ("Same budget for every programme", "Gleiches Budget für jedes Programm"),
    "budget of each": ("EUR each", "EUR je Programm"),
    "budget hint": (
        "Every programme is scaled to this spending; the settings above give its proportions.",
        "Jedes Programm wird auf diese Ausgaben gebracht; die Einstellungen oben geben die Anteile vor.",
    ),
    "spent": ("{letter} spends {amount}", "{letter} gibt {amount} aus"),
    "spent before": ("“{title}” as it stands: {amount}", "„{title}“, wie es steht: {amount}"),
    "left over": (
        "{amount} of the same budget are left over: more money would buy nothing more",
        "{amount} vom gleichen Budget bleiben übrig: Mehr Geld würde nicht mehr kaufen",
    ),
    "transport": ("Play the months", "Monate abspielen"),
    "play": ("Play", "Abspielen"),
    "pause": ("Pause", "Anhalten"),
    "back": ("One month back", "Einen Monat zurück"),
    "forward": ("One month on", "Einen Monat weiter"),
    "month": ("Month", "Monat"),
    "month of": ("Month {month} of {months}", "Monat {month} von {months}"),
    "go-live": ("Go-live", "Inbetriebnahme"),
    "speed": ("Speed", "Tempo"),
    "slow": ("slow", "langsam"),
    "normal": ("normal", "normal"),
    "fast": ("fast", "schnell"),
    "colour": ("Colour", "Farbe"),
    "way": ("way of working", "Arbeitsweise"),
    "depth": ("depth of use", "Tiefe der Nutzung"),
    "ties": ("Ties", "Verbindungen"),
    "keys": ("Space plays and pauses, arrow keys go month by month.",
             "Leertaste spielt ab und hält an, Pfeiltasten gehen Monat für Monat."),
    "one company": (
        "One square is one person of one simulated company; its colours show how this person’s work with the CRM’s "
        "features divides. The shares at the departments belong to this company, too. The sentences above them, curves "
        "and tables are means of 100 such companies.",
        "Ein Quadrat ist eine Person eines simulierten Unternehmens; die Farben zeigen, wie sich ihre Arbeit mit den "
        "CRM-Funktionen aufteilt. Auch die Anteile an den Abteilungen gehören zu diesem einen Unternehmen. Die Sätze "
        "darüber, Kurven und Tabellen sind Mittelwerte von 100 solchen Unternehmen.",
    ),
    "one company by depth": (
        "One square is one person of one simulated company; its shade shows how many of the CRM’s features this person "
        "really uses. The shares at the departments belong to this company, too. The sentences above them, curves and "
        "tables are means of 100 such companies.",
        "Ein Quadrat ist eine Person eines simulierten Unternehmens; der Farbton zeigt, wie viele der CRM-Funktionen "
        "diese Person wirklich nutzt. Auch die Anteile an den Abteilungen gehören zu diesem einen Unternehmen. Die "
        "Sätze darüber, Kurven und Tabellen sind Mittelwerte von 100 solchen Unternehmen.",
    ),
    "person": ("Look at a person in {letter}", "Person in {letter} ansehen"),
    "nobody": ("nobody", "niemand"),
    "feature": ("Feature", "Funktion"),
    "works": ("Works with", "Arbeitet mit"),
    "habit": ("Strongest habit", "Stärkste Gewohnheit"),
    "skill": ("Skill", "Können"),
    "chance": ("Chance of real use, once reconsidered", "Chance auf echte Nutzung bei neuem Nachdenken"),
    "against": ("Against it, strongest first", "Dagegen, das Stärkste zuerst"),
    "person note": (
        "Numbers behind reasons are their weight in the person’s next decision (the larger, the weightier).",
        "Zahlen hinter Gründen sind ihr Gewicht in der nächsten Entscheidung der Person (je größer, desto schwerer).",
    ),
    "of features": ("{deep} of {n} features in real use, {minimum} with the bare minimum",
                    "{deep} von {n} Funktionen in echter Nutzung, {minimum} als Pflichteintrag"),
    "curves": ("Over the months", "Im Zeitverlauf"),
    "shown": ("Shown", "Gezeigt wird"),
    "band": ("Band", "Band"),
    "runs": ("range of runs", "Bereich der Läufe"),
    "ci": ("CI of the mean", "95-%-Intervall des Mittelwerts"),
    "difference": ("Difference to A", "Unterschied zu A"),
    "figures": ("Headline figures", "Kennzahlen"),
    "figure": ("Figure", "Kennzahl"),
    "minus a": ("to A", "zu A"),
    "rounded": (
        "Every number is rounded by itself; differences too.", "Jede Zahl ist für sich gerundet, auch Unterschiede.",
    ),
    "payback": ("Pays back against A", "Amortisation gegenüber A"),
    "spending": ("Programme", "Programm"),
    "heat map": ("Who uses what", "Wer nutzt was"),
    "heat note": (
        "Share of people in real use, mean of 100 companies; empty: the feature does not matter to the department.",
        "Anteil der Personen in echter Nutzung, Mittel von 100 Unternehmen; leer: für die Abteilung ohne Belang.",
    ),
    "meanings": ("What the words mean", "Was die Wörter bedeuten"),
    "share": ("Share and keep", "Teilen und behalten"),
    "copy link": ("Copy link to this view", "Link zu dieser Ansicht kopieren"),
    "copied": ("Link copied", "Link kopiert"),
    "png": ("View as PNG", "Ansicht als PNG"),
    "svg": ("View as SVG", "Ansicht als SVG"),
    "csv": ("Data as CSV", "Daten als CSV"),
    "toml": ("Scenario {letter} as TOML", "Szenario {letter} als TOML"),
    "report": ("Report as HTML", "Bericht als HTML"),
    "preparing": ("Preparing …", "Wird vorbereitet …"),
    "simulated": (
        "All people and figures are simulated; see Assumptions.",
        "Alle Personen und Zahlen sind simuliert; siehe Annahmen.",
    ),
    "documents": ("Documents", "Dokumente"),
    "in english": ("", "Dieses Dokument gibt es nur auf Englisch."),
    "no document": ("This document is not installed.", "Dieses Dokument ist nicht installiert."),
    "open story": ("The story is not installed.", "Die Geschichte ist nicht installiert."),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a sentence in English or German."""
    return counted(WORDS[key][lang == "de"].format(**values))


def table(lang: str) -> dict[str, str]:
    """Return all words of a language; the page fills in what stands in braces."""
    return {key: both[lang == "de"] for key, both in WORDS.items()}
