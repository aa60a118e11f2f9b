"""Words of the Excel workbook, in English and German."""

from __future__ import annotations

SHEETS = {
    "en": {
        "answer": "Answer", "effects": "Effects", "departments": "By department", "order": "Best to worst",
        "thresholds": "Thresholds", "costs": "Costs", "prices": "Break-even prices", "months": "Month by month",
    },
    "de": {
        "answer": "Antwort", "effects": "Wirkungen", "departments": "Nach Abteilung", "order": "Rangfolge",
        "thresholds": "Schwellen", "costs": "Kosten", "prices": "Preise bei Gleichstand", "months": "Monat für Monat",
    },
}  # fmt: skip
HEADS = {
    "en": {
        "company": "Whole company", "answer": "The answer in words", "outcome": "Outcome", "unit": "Unit",
        "place": "Where", "programme": "Programme", "month": "Month", "baseline": "Baseline", "level": "Level",
        "difference": "Difference to the baseline", "low": "95 % CI from", "high": "95 % CI to", "pairs": "Pairs",
        "better": "Pairs that are better (%)", "correlation": "Correlation", "p": "p (Holm)", "rank": "Place",
        "behind": "Difference to the best", "total": "Spending in total (EUR)", "verdict": "Verdict",
        "dominated": "Dominated by", "threshold": "Real use (%)", "passes": "Month in which it is passed (median)",
        "share": "Companies that pass (%)", "until": "Spending until month {month} (EUR)",
        "point": "EUR per percentage point of real use", "customer": "EUR per customer kept",
        "payback": "Payback month (median)", "paid": "Pairs that pay back (%)",
        "most": "Cannot spend the budget; at most (EUR)", "rival": "Rival", "ratio": "Break-even: times the price",
        "always": "At all prices", "ahead": "Ahead over the price ranges (%)", "n": "Companies", "mean": "Mean",
        "p10": "Range of companies: 10 %", "p90": "Range of companies: 90 %",
    },
    "de": {
        "company": "Ganzes Unternehmen", "answer": "Die Antwort in Worten", "outcome": "Ergebnis", "unit": "Einheit",
        "place": "Wo", "programme": "Programm", "month": "Monat", "baseline": "Vergleichsfall", "level": "Niveau",
        "difference": "Unterschied zum Vergleichsfall", "low": "95-%-Intervall von", "high": "95-%-Intervall bis",
        "pairs": "Paare", "better": "Paare, die besser sind (%)", "correlation": "Korrelation",
        "p": "p (Holm)", "rank": "Platz",
        "behind": "Unterschied zum besten", "total": "Ausgaben insgesamt (EUR)", "verdict": "Urteil",
        "dominated": "Unterlegen gegenüber", "threshold": "Echte Nutzung (%)",
        "passes": "Monat der Überschreitung (Median)", "share": "Unternehmen, die es schaffen (%)",
        "until": "Ausgaben bis Monat {month} (EUR)", "point": "EUR je Prozentpunkt echter Nutzung",
        "customer": "EUR je gehaltenem Kunden", "payback": "Amortisation (Monat, Median)",
        "paid": "Paare mit Amortisation (%)", "most": "Kann das Budget nicht ausgeben; höchstens (EUR)",
        "rival": "Anderes Programm", "ratio": "Gleichstand: Preis-Faktor", "always": "Bei allen Preisen",
        "ahead": "Vorn über die Preisspannen (%)", "n": "Unternehmen", "mean": "Mittelwert",
        "p10": "Spanne der Unternehmen: 10 %", "p90": "Spanne der Unternehmen: 90 %",
    },
}  # fmt: skip
VERDICTS = {
    "en": {
        "best": "best", "near": "cannot be told apart from the best", "behind": "behind the best",
        "always ahead": "always ahead", "always behind": "always behind", "always same": "no difference",
    },
    "de": {
        "best": "am besten", "near": "vom besten nicht zu unterscheiden", "behind": "hinter dem besten",
        "always ahead": "immer vorn", "always behind": "immer zurück", "always same": "kein Unterschied",
    },
}  # fmt: skip
