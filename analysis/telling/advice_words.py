"""The sentences of the advice, in English and German."""
# ruff: noqa: E501 - a sentence is a line

from __future__ import annotations

HINTS: dict[str, tuple[str, ...]] = {
    "en": (" (--budget)", " (see --ensemble evidence)", " (see docs)"),
    "de": (" (--budget)", " (siehe --ensemble evidence)", " (siehe Dokumentation)"),
}
"""Hints in the sentences at what helps on a command line; on paper they stand at the end."""
TEXT: dict[str, dict[str, str]] = {
    "en": {
        "none": "After {month} months no programme is better than “{baseline}” in “{outcome}”; on these figures, spend nothing.",
        "unclear": "After {month} months no programme is clearly better than “{baseline}” in “{outcome}”: cannot tell.",
        "ahead": "After {month} months “{best}” comes out best in “{outcome}”: {level} against {base} with “{baseline}” "
        "({difference} {unit}, 95 % CI {low} to {high}, {n} pairs).",
        "near": "It cannot be told apart from {near}.",
        "direction": "“{outcome}” is neither good nor bad in itself, so no programme is called best.",
        "budget": "The programmes do not spend the same within {months} months ({costs}), so differences are partly bought; compare at equal budget (--budget).",
        "price": "At the same spending “{best}” stays ahead of “{rival}” unless its programmes cost more than "
        "{ratio} times the assumed prices (95 % CI {low} to {high}).",
        "price_open": "At the same spending “{best}” stays ahead of “{rival}” until its programmes cost about "
        "{ratio} times the assumed prices; how exactly that is known cannot be told, because the lead hardly depends on prices there.",
        "always": "Even at {dearest} times the assumed prices “{best}” stays ahead of “{rival}”.",
        "range": "Over the stated price ranges it is ahead of “{rival}” in {share} of cases{verdict}.",
        "open": " – which of the two is better cannot be told without knowing one's own prices",
        "open_sets": " – which of the two is better cannot be told from this",
        "late": "In net value “{best}” catches up with “{baseline}” in month {payback} (median of pairs; {share} of pairs within {months} months).",
        "never": "In net value “{best}” does not catch up with “{baseline}” within {months} months in most pairs ({share} do).",
        "limits": "Limits: intervals cover chance between companies only, at one set of behavioural parameters. How strongly "
        "goals, sharing and tooling act, and what they cost, is judgement put into the model (see docs), not measured.",
        "sets": "Behaviour: in {share} of the {n} parameter sets of the ensemble “{ensemble}” it is ahead of “{rival}” at the assumed prices, "
        "in {joint} when prices are drawn too{verdict}.",
        "set_limits": "Limits: the intervals in the tables cover chance between companies at the default behaviour; the shares over the ensemble “{ensemble}” "
        "cover what the evidence leaves open about behaviour. {kind} How strongly goals, sharing and tooling act at full strength, and what they cost, "
        "is judgement put into the model (see docs), not measured.",
        "evidence": "No band on an intervention was used to accept these sets.",
        "all": "These sets were also accepted on bands about interventions, so which programme wins is partly put in (see --ensemble evidence).",
        "second": "Second comes “{second}”, {behind} {unit} behind it (95 % CI {low} to {high}).",
        "dominated": "At the assumed prices and this behaviour {by} does at least as much for “{outcome}” as {names} and costs no more.",
        "unspent": "{names} cannot spend EUR {budget}: more than full strength costs buys nothing ({most}).",
        "most": "“{name}” spends {euros}, {left} are left over",
        "gain": "Until month {month} “{best}” costs {point} per additional percentage point of real use{limits}{customer}.",
        "customer": " and {customer} per customer kept{limits}",
        "ci": " (95 % CI {low} to {high})",
        "no_customer": "; what a customer kept costs cannot be told, because it is not clear that any more are kept",
        "no_gain": "What a point of real use costs with “{best}” cannot be told: until month {month} it gains none for certain.",
        "passes": "With “{best}” real use passes {threshold} in month {passing} (median; {share} of companies get there within {months} months).",
        "passes_not": "With “{best}” most companies do not reach {threshold} real use within {months} months ({share} do).",
        "triggered": "In “{scenario}”, what waits for “{when}” begins in {share} of the companies, in the median in month {begun}: {what}.",
        "triggered_never": "In “{scenario}”, what waits for “{when}” begins in none of the companies: {what}.",
        "imprecise": "The main difference is known to ±{reached} {unit} only, with {n} pairs; asked for were ±{wanted}. Allow more pairs, or live with it.",
        "companies": "The companies compared differ in more than their programmes; differences include that.",
    },
    "de": {
        "none": "Nach {month} Monaten ist kein Programm besser als „{baseline}“ bei „{outcome}“; nach diesen Zahlen lohnt keine Ausgabe.",
        "unclear": "Nach {month} Monaten ist kein Programm bei „{outcome}“ eindeutig besser als „{baseline}“: nicht entscheidbar.",
        "ahead": "Nach {month} Monaten liegt „{best}“ bei „{outcome}“ vorn: {level} gegenüber {base} bei „{baseline}“ "
        "({difference} {unit}, 95-%-Intervall {low} bis {high}, {n} Paare).",
        "near": "Nicht davon zu unterscheiden: {near}.",
        "direction": "„{outcome}“ ist für sich weder gut noch schlecht; daher heißt kein Programm das beste.",
        "budget": "Die Programme kosten innerhalb von {months} Monaten nicht gleich viel ({costs}); Unterschiede sind zum Teil gekauft. "
        "Aussagekräftig ist der Vergleich bei gleichem Budget (--budget).",
        "price": "Bei gleichen Ausgaben bleibt „{best}“ vor „{rival}“, solange seine Maßnahmen nicht mehr als das "
        "{ratio}-Fache der angenommenen Preise kosten (95-%-Intervall {low} bis {high}).",
        "price_open": "Bei gleichen Ausgaben bleibt „{best}“ vor „{rival}“, bis seine Maßnahmen etwa das {ratio}-Fache "
        "der angenommenen Preise kosten; wie genau das ist, lässt sich nicht sagen, weil der Vorsprung dort kaum von den Preisen abhängt.",
        "always": "Selbst beim {dearest}-Fachen der angenommenen Preise bleibt „{best}“ vor „{rival}“.",
        "range": "Über die angegebenen Preisspannen liegt es in {share} der Fälle vor „{rival}“{verdict}.",
        "open": " – was besser ist, lässt sich ohne die eigenen Preise nicht sagen",
        "open_sets": " – welches von beiden besser ist, lässt sich daraus nicht sagen",
        "late": "Im Nettowert holt „{best}“ den Fall „{baseline}“ in Monat {payback} ein (Median der Paare; {share} der Paare innerhalb von {months} Monaten).",
        "never": "Im Nettowert holt „{best}“ den Fall „{baseline}“ innerhalb von {months} Monaten meist nicht ein ({share} der Paare).",
        "limits": "Grenzen: Die Intervalle umfassen nur den Zufall zwischen Unternehmen bei einem Satz von Verhaltensparametern. Wie stark "
        "Ziele, Teilen und Technik wirken und was sie kosten, ist ins Modell gestecktes Urteil (siehe Dokumentation), nicht gemessen.",
        "sets": "Verhalten: In {share} der {n} Parametersätze des Ensembles „{ensemble}“ liegt es bei den angenommenen Preisen vor „{rival}“, "
        "in {joint}, wenn auch die Preise gezogen werden{verdict}.",
        "set_limits": "Grenzen: Die Intervalle der Tabellen umfassen den Zufall zwischen Unternehmen beim voreingestellten Verhalten; die Anteile über das Ensemble "
        "„{ensemble}“ umfassen, was die Befunde am Verhalten offen lassen. {kind} Wie stark Ziele, Teilen und Technik in voller Stärke wirken und was sie "
        "kosten, ist ins Modell gestecktes Urteil (siehe Dokumentation), nicht gemessen.",
        "evidence": "Kein Band über eine Maßnahme wurde verwendet, um diese Sätze anzunehmen.",
        "all": "Diese Sätze wurden auch an Bändern über Maßnahmen angenommen; welches Programm gewinnt, ist daher zum Teil hineingesteckt (siehe --ensemble evidence).",
        "second": "An zweiter Stelle folgt „{second}“, {behind} {unit} dahinter (95-%-Intervall {low} bis {high}).",
        "dominated": "Bei den angenommenen Preisen und diesem Verhalten bringt {by} bei „{outcome}“ mindestens so viel wie {names} und kostet nicht mehr.",
        "unspent": "{names}: {budget} EUR lassen sich nicht ausgeben, denn was über die Kosten voller Stärke hinausgeht, kauft nichts ({most}).",
        "most": "„{name}“ gibt {euros} aus, {left} bleiben übrig",
        "gain": "Bis Monat {month} kostet „{best}“ {point} je zusätzlichem Prozentpunkt echter Nutzung{limits}{customer}.",
        "customer": " und {customer} je gehaltenem Kunden{limits}",
        "ci": " (95-%-Intervall {low} bis {high})",
        "no_customer": "; was ein gehaltener Kunde kostet, lässt sich nicht sagen, weil nicht klar ist, dass überhaupt mehr Kunden bleiben",
        "no_gain": "Was ein Prozentpunkt echter Nutzung mit „{best}“ kostet, lässt sich nicht sagen: Bis Monat {month} ist kein Gewinn sicher.",
        "passes": "Mit „{best}“ überschreitet die echte Nutzung {threshold} in Monat {passing} (Median; {share} der Unternehmen schaffen das innerhalb von {months} Monaten).",
        "passes_not": "Mit „{best}“ erreichen die meisten Unternehmen innerhalb von {months} Monaten keine {threshold} echte Nutzung ({share} schaffen es).",
        "triggered": "Was in „{scenario}“ auf „{when}“ wartet, beginnt in {share} der Unternehmen, im Median in Monat {begun}: {what}.",
        "triggered_never": "Was in „{scenario}“ auf „{when}“ wartet, beginnt in keinem Unternehmen: {what}.",
        "imprecise": "Der Hauptunterschied ist mit {n} Paaren nur auf ±{reached} {unit} genau bekannt; verlangt waren ±{wanted}. Genauer wird es nur mit mehr Paaren.",
        "companies": "Die verglichenen Unternehmen unterscheiden sich nicht nur im Programm; die Unterschiede enthalten das.",
    },
}  # fmt: skip
