"""Words of a decision, in English and German."""
# ruff: noqa: E501 - a sentence is a line

from __future__ import annotations

from ...model.plural import counted

TEXT: dict[str, tuple[str, str]] = {
    # the parts of a mix
    "part": ("{what}{where}: {euros} ({strength} of full strength), {when}", "{what}{where}: {euros} ({strength} der vollen Stärke), {when}"),
    "plain part": ("{what}{where}: {euros}, {when}", "{what}{where}: {euros}, {when}"),
    "in": (" in {names}", " in {names}"),
    "from": ("from month {start} on", "ab Monat {start}"),
    "from start": ("from the start", "von Anfang an"),
    "during": ("months {start} to {end}", "Monate {start} bis {end}"),
    "course": ("as a course", "als Kurs"),
    "random": ("chosen at random", "zufällig gewählt"),
    "ties": ("those with most ties", "die am besten Vernetzten"),
    "level": ("the most senior", "die Ranghöchsten"),
    "list": ("named people", "benannte Personen"),
    "if": ("if {condition}", "falls {condition}"),
    "short": ("{what} ({euros})", "{what} ({euros})"),
    "nothing in it": ("nothing", "nichts"),
    # what is measured
    "mean": ("{outcome}", "{outcome}"),
    "worst": ("{outcome} in the worst tenth of companies", "{outcome} im schlechtesten Zehntel der Unternehmen"),
    "target": ("probability of {target} in “{outcome}”", "Wahrscheinlichkeit von {target} bei „{outcome}“"),
    "points": ("percentage points", "Prozentpunkte"),
    # the answer
    "best": (
        "With {budget}, the best mix found is {mix}: “{criterion}” then comes to {level} in month {month}, against {nothing} if nothing is done ({gain} {unit}, 95 % {low} to {high}).",
        "Mit {budget} ist die beste gefundene Mischung {mix}: „{criterion}“ kommt dann in Monat {month} auf {level}, gegenüber {nothing} ohne jedes Programm ({gain} {unit}, 95 % {low} bis {high}).",
    ),
    "no gain": (
        "With {budget}, no mix found is clearly better than doing nothing: the best, {mix}, comes to {level} in “{criterion}” in month {month}, against {nothing} ({gain} {unit}, 95 % {low} to {high}); on these figures, keep the money.",
        "Mit {budget} ist keine gefundene Mischung klar besser als nichts zu tun: die beste, {mix}, kommt bei „{criterion}“ in Monat {month} auf {level}, gegenüber {nothing} ({gain} {unit}, 95 % {low} bis {high}); nach diesen Zahlen bleibt das Geld besser in der Kasse.",
    ),
    "best open": (
        "With {budget}, the best mix found is {mix}: “{criterion}” then comes to {level} in month {month}, against {nothing} if nothing is done ({gain} {unit}).",
        "Mit {budget} ist die beste gefundene Mischung {mix}: „{criterion}“ kommt dann in Monat {month} auf {level}, gegenüber {nothing} ohne jedes Programm ({gain} {unit}).",
    ),
    "rivals open": (
        "Second best, and really different, is {second}, {behind} {unit} behind it; all in tooling is {tooling} behind, all in training {training}.",
        "Am zweitbesten und wirklich anders ist {second}, {behind} {unit} dahinter; alles in Technik liegt {tooling} dahinter, alles in Schulung {training}.",
    ),
    "sure open": ("{few} Still: {payback}.", "{few} Immerhin: {payback}."),
    "rivals": (
        "Second best, and really different, is {second}, {behind} {unit} behind it (95 % {low} to {high}{told}); all in tooling is {tooling} behind, all in training {training}.",
        "Am zweitbesten und wirklich anders ist {second}, {behind} {unit} dahinter (95 % {low} bis {high}{told}); alles in Technik liegt {tooling} dahinter, alles in Schulung {training}.",
    ),
    "not told apart": (", so the two cannot be told apart", ", also nicht von ihr zu unterscheiden"),
    "sure": (
        "It is the best of the {options} options compared in {share} of the {worlds} {kind}, and with prices drawn too it is ahead of the second best in {ahead}; {payback}.",
        "Sie ist in {share} der {worlds} {kind}, die beste der {options} verglichenen Möglichkeiten und liegt, wenn auch die Preise gezogen werden, in {ahead} vor der zweitbesten; {payback}.",
    ),
    "sure without prices": (
        "It is the best of the {options} options compared in {share} of the {worlds} {kind}; {payback}.",
        "Sie ist in {share} der {worlds} {kind}, die beste der {options} verglichenen Möglichkeiten; {payback}.",
    ),
    "sets": ("parameter sets that the evidence leaves", "Parametersätze, die die Evidenz lässt"),
    "fitted": ("fitted companies that your data leave", "angepassten Unternehmen, die Ihre Daten lassen"),
    "pays back": ("in net value it catches up with doing nothing in month {month} (median; {share} of companies)", "beim Nettowert holt sie das Nichtstun in Monat {month} ein (Median; {share} der Unternehmen)"),
    "pays not": ("in net value most companies ({share} do) do not catch up with doing nothing within {months} months", "beim Nettowert holen die meisten Unternehmen das Nichtstun in {months} Monaten nicht ein ({share} schon)"),
    "free": ("it costs nothing", "sie kostet nichts"),
    # what follows
    "shipped": (
        "At the same budget it is surely ahead of {beaten} of {count} shipped programmes and surely behind {worse}; the closest is “{closest}”, {behind} {unit} behind ({low} to {high}).",
        "Bei gleichem Budget liegt sie sicher vor {beaten} von {count} mitgelieferten Programmen und sicher hinter {worse}; am nächsten kommt „{closest}“, {behind} {unit} dahinter ({low} bis {high}).",
    ),
    "regret": ("Choosing it costs {regret} {unit} on average against knowing in advance which option suits.", "Sie zu wählen kostet im Mittel {regret} {unit} gegenüber dem Wissen, welche Möglichkeit die passende ist."),
    "measure": (
        "Measure first: {unknown} (now {low} to {high}). Knowing it before deciding would be worth {worth} {unit} on average; at {changes} of its values “{instead}” would be the better choice.",
        "Zuerst messen: {unknown} (bisher {low} bis {high}). Es vor der Entscheidung zu wissen, wäre im Mittel {worth} {unit} wert; bei {changes} seiner Werte wäre „{instead}“ die bessere Wahl.",
    ),
    "measure nothing": (
        "No single one of {count} unknowns, known exactly, would clearly change the choice among {options} options: measuring first is not worth waiting for.",
        "Keine einzelne von {count} Unbekannten würde, genau bekannt, die Wahl unter {options} Möglichkeiten klar ändern: Erst zu messen lohnt das Warten nicht.",
    ),
    "check": (
        "Check in month {month}: “{outcome}” {side} {threshold} says that the mix is failing. {failing} of companies fail (they end below {failure}); the sign misses {missed} of those and sounds falsely in {false} of the others.",
        "In Monat {month} nachsehen: „{outcome}“ {side} {threshold} sagt, dass die Mischung scheitert. {failing} der Unternehmen scheitern (sie enden unter {failure}); das Zeichen verpasst {missed} davon und schlägt bei {false} der anderen falsch an.",
    ),
    "weak check": (
        "No early sign is reliable; the best is “{outcome}” {side} {threshold} in month {month}: it misses {missed} of the companies that fail and sounds falsely in {false} of the others. {failing} fail (they end below {failure}).",
        "Kein frühes Zeichen ist verlässlich; das beste ist „{outcome}“ {side} {threshold} in Monat {month}: Es verpasst {missed} der scheiternden Unternehmen und schlägt bei {false} der anderen falsch an. {failing} scheitern (sie enden unter {failure}).",
    ),
    "no check": (
        "No early sign can be given: {failing} of {companies} simulated companies fail (they end below {failure}), too few or too many to learn from.",
        "Ein frühes Zeichen lässt sich nicht angeben: {failing} von {companies} simulierten Unternehmen scheitern (sie enden unter {failure}), zu wenige oder zu viele, um daraus zu lernen.",
    ),
    "below": ("below", "unter"),
    "above": ("above", "über"),
    "rescue": (
        "Where the sign appears, {what} for {euros} more helps most: {gain} {unit} among those companies (95 % {low} to {high}); {rescued} of them then no longer fail.",
        "Wo das Zeichen erscheint, hilft {what} für weitere {euros} am meisten: {gain} {unit} in diesen Unternehmen (95 % {low} bis {high}); {rescued} von ihnen scheitern dann nicht mehr.",
    ),
    "no rescue": ("Where the sign appears, none of {count} rescues for up to {euros} more clearly helps.", "Wo das Zeichen erscheint, hilft keine von {count} Rettungen für bis zu {euros} mehr klar."),
    "next": (
        "The next {euros} bring {gain} {unit} (95 % {low} to {high}); net value in month {month}, with that spending taken off, changes by {net} ({net_low} to {net_high}).",
        "Die nächsten {euros} bringen {gain} {unit} (95 % {low} bis {high}); der Nettowert in Monat {month}, diese Ausgabe abgezogen, ändert sich um {net} ({net_low} bis {net_high}).",
    ),
    "no next": ("The mix cannot spend more: all its parts are at full strength.", "Mehr kann die Mischung nicht ausgeben: Alle Teile sind bei voller Stärke."),
    "luck": (
        "{different} different mixes were tried. On the companies by which it was chosen the best one came to {expected}; on fresh ones it comes to {level}, which is what counts.",
        "{different} verschiedene Mischungen wurden versucht. In den Unternehmen, nach denen sie gewählt wurde, kam die beste auf {expected}; in neuen kommt sie auf {level}, und das zählt.",
    ),
    "over": (
        "Your own programme, as its file has it: {sentences} Here it gets no more than full strength costs.",
        "Ihr eigenes Programm, wie es in seiner Datei steht: {sentences} Hier bekommt es nicht mehr, als volle Stärke kostet.",
    ),
    "left over": (
        "More than full strength costs is never spent: of {budget} {names}.",
        "Mehr, als volle Stärke kostet, wird nie ausgegeben: Von {budget} {names}.",
    ),
    "leaves": ("“{name}” leaves {left}", "lässt „{name}“ {left} übrig"),
    "left out": ("Not among the mixes, because they name departments or features that this company does not have, or cannot be brought to this budget: {names}.", "Nicht unter den Mischungen, weil sie Abteilungen oder Funktionen nennen, die dieses Unternehmen nicht hat, oder sich nicht auf dieses Budget bringen lassen: {names}."),
    # what should follow and does not
    "unavailable": ("Not available: {step} ({reason}). The choice itself does not rest on it.", "Nicht verfügbar: {step} ({reason}). Die Wahl selbst hängt nicht davon ab."),
    "shipped step": ("the comparison with the shipped programmes", "der Vergleich mit den mitgelieferten Programmen"),
    "signs step": ("when to check, and what would show failure", "wann nachzusehen ist und was ein Scheitern zeigen würde"),
    "rescues step": ("what helps where it is failing", "was hilft, wo sie scheitert"),
    "next step": ("what the next euros bring", "was die nächsten Euro bringen"),
    "frontier step": ("what other budgets bring", "was andere Budgets bringen"),
    "knowledge step": ("what to measure first, and how drawn prices change the order", "was zuerst zu messen ist und wie gezogene Preise die Reihenfolge ändern"),
    "figures step": ("the figures", "die Abbildungen"),
    "report step": ("the report", "der Bericht"),
    "workbook step": ("the workbook", "die Arbeitsmappe"),
    "underspent": ("The best mix spends {cost} of the {budget}: more does not help it.", "Die beste Mischung gibt {cost} von {budget} aus: Mehr hilft ihr nicht."),
    "limits": (
        "Limits: the best of the mixes tried is not the best there is; intervals cover chance and what the evidence leaves open about behaviour ({ensemble}), prices only where it says so. How strongly goals, sharing and tooling act at full strength is judgement put into the model, not measured.",
        "Grenzen: Die beste der versuchten Mischungen ist nicht die beste überhaupt; die Intervalle enthalten Zufall und was die Evidenz über das Verhalten offen lässt ({ensemble}), Preise nur, wo es dabeisteht. Wie stark Ziele, Teilen und Technik bei voller Stärke wirken, ist ein in das Modell gelegtes Urteil, nicht gemessen.",
    ),
    "fit limits": (
        "Limits: the best of the mixes tried is not the best there is; intervals cover chance and what your data leave open about the company, prices only where it says so. How strongly goals, sharing and tooling act at full strength is judgement put into the model, not measured.",
        "Grenzen: Die beste der versuchten Mischungen ist nicht die beste überhaupt; die Intervalle enthalten Zufall und was Ihre Daten über das Unternehmen offen lassen, Preise nur, wo es dabeisteht. Wie stark Ziele, Teilen und Technik bei voller Stärke wirken, ist ein in das Modell gelegtes Urteil, nicht gemessen.",
    ),
}  # fmt: skip

TABLES: dict[str, tuple[str, str]] = {
    "options": ("What can be done, in month {month}", "Was sich tun lässt, in Monat {month}"),
    "option": ("Option", "Möglichkeit"),
    "cost": ("Spending", "Ausgaben"),
    "behind": ("Behind the best", "Hinter der besten"),
    "gain": ("Ahead of doing nothing", "Vor dem Nichtstun"),
    "ci": ("95 %", "95 %"),
    "likely": ("Probability of being best", "Wahrscheinlichkeit, die beste zu sein"),
    "expected regret": ("Expected regret", "Erwartetes Bedauern"),
    "payback": ("Payback month", "Amortisation (Monat)"),
    "paid": ("Companies that pay back", "Unternehmen mit Amortisation"),
    "mix": ("What to do", "Was zu tun ist"),
    "best mix": ("The best mix found", "Die beste gefundene Mischung"),
    "odds": ("How sure that is, and when it pays back", "Wie sicher das ist und wann es sich auszahlt"),
    "second mix": ("Second best, really different", "Zweitbeste, wirklich anders"),
    "what": ("Intervention", "Maßnahme"),
    "where": ("Where", "Wo"),
    "strength": ("Strength", "Stärke"),
    "when": ("When", "Wann"),
    "everywhere": ("everywhere", "überall"),
    "shipped table": ("Shipped programmes at the same budget", "Mitgelieferte Programme bei gleichem Budget"),
    "programme": ("Programme", "Programm"),
    "signs": ("When to look, and what would show that it is failing", "Wann nachzusehen ist und was ein Scheitern zeigen würde"),
    "month": ("Month", "Monat"),
    "indicator": ("Indicator", "Anzeichen"),
    "alarm": ("Alarm", "Alarm"),
    "missed": ("Failures missed", "Verpasstes Scheitern"),
    "false": ("False alarms", "Falsche Alarme"),
    "signs note": (
        "Rates on {n} simulated companies that were not used to find the thresholds; {failing} of them fail, ending below {failure}",
        "Anteile in {n} simulierten Unternehmen, die nicht zum Finden der Schwellen dienten; {failing} davon scheitern und enden unter {failure}",
    ),
    "rescues": ("Rescue in month {month}, where the sign appears, for up to {euros} more", "Rettung in Monat {month}, wo das Zeichen erscheint, für bis zu {euros} mehr"),
    "gained": ("Gain", "Gewinn"),
    "rescued": ("No longer fail", "Scheitern nicht mehr"),
    "unknowns": ("What the choice depends on: worth of knowing it first", "Wovon die Wahl abhängt: Wert, es zuerst zu wissen"),
    "unknown": ("Unknown", "Unbekannte"),
    "range": ("Range", "Spanne"),
    "worth": ("Worth knowing", "Wert des Wissens"),
    "changes": ("Values that change the choice", "Werte, die die Wahl ändern"),
    "instead": ("Then better", "Dann besser"),
    "frontier": ("What other budgets bring", "Was andere Budgets bringen"),
    "budget": ("Budget", "Budget"),
    "made of": ("Made of", "Woraus"),
    "running": ("Weighing mixes", "Mischungen werden gewogen"),
    "files": ("The report, the figures, the workbook and manifest.json are in {folder}", "Bericht, Abbildungen, Arbeitsmappe und manifest.json liegen in {folder}"),
    "none": ("none", "keine"),
    "yes": ("yes", "ja"),
    "no": ("no", "nein"),
}  # fmt: skip


def say(key: str, lang: str, **values: object) -> str:
    """Return a phrase in a language, with its blanks filled in."""
    return counted((TEXT.get(key) or TABLES[key])[lang == "de"].format(**values))
