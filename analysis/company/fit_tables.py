"""A fit as a table and as one document."""

from __future__ import annotations

from typing import Any

from ...scenarios.words.catalogue import Words
from ..base.effects import as_json
from ..words.phrases import number, percent
from .fit_words import by_telling, label_of, sentences, warnings
from .fitting import Fitted
from .forecasting import Forecast
from .foretelling import LEVELS

Rows = list[list[str]]
_say = Words("company.fit_tables")


def number_table(found: Fitted, lang: str) -> tuple[list[str], Rows]:
    """Return headings, and a row per number: its range before and after the data, what they tell first."""
    rows = []
    for i in by_telling(found):
        unknown = found.unknowns[i]
        width = unknown.high - unknown.low
        before = (unknown.low + 0.05 * width, unknown.high - 0.05 * width)
        low, middle, high = (float(found.quantiles[row, i]) for row in (0, 2, 4))
        rows.append([
            label_of(unknown, found.fit.scenario, lang), _range(*before, lang), _range(low, high, lang),
            number(middle, lang, 2), percent(float(found.explained[i]), lang),
        ])  # fmt: skip
    return _say.several("heads", lang), rows


def _range(low: float, high: float, lang: str) -> str:
    return f"{number(low, lang, 2)} … {number(high, lang, 2)}"


def _forecast(forecast: Forecast, places: dict[str, int]) -> dict[str, Any]:
    return {
        place: {
            "mean": [as_json(float(each)) for each in forecast.mean[:, g]],
            "low": [as_json(float(each)) for each in forecast.quantiles[0, :, g]],
            "high": [as_json(float(each)) for each in forecast.quantiles[-1, :, g]],
        }
        for place, g in places.items()
    }


def _month(months: tuple[str, ...], number: int | None) -> str | None:
    return None if number is None else months[number]


def document(found: Fitted, months: tuple[str, ...], lang: str) -> dict[str, Any]:
    """Return a fit as JSON values."""
    names = found.fit.scenario.company.organisation.names
    places = {"company": 0, **{names[d]: 1 + d for d in found.told_of}}
    held = found.held_out
    return {
        "months": list(months), "simulated": found.simulated, "draws": len(found.fit.draws), "seed": found.fit.seed,
        "distance": found.distance,
        "numbers": {
            found.unknowns[i].path: {
                "before": [found.unknowns[i].low, found.unknowns[i].high], "explained": float(found.explained[i]),
                "quantiles": dict(zip(map(str, LEVELS), found.quantiles[:, i].tolist(), strict=True)),
            }
            for i in by_telling(found)
        },
        "together": [
            {"numbers": [found.unknowns[one].path, found.unknowns[other].path], "correlation": correlation}
            for one, other, correlation in found.together if {one, other} <= set(by_telling(found))
        ],
        "seen": {p: [as_json(float(each)) for each in found.shown[:, g]] for p, g in places.items()},
        "simulated_again": _forecast(found.again, places),
        "today": {"read": as_json(float(found.shown[-1, 0])), "simulated": as_json(float(found.level.really[0])),
                  "forecast_from": as_json(float(found.forecast.mean[len(found.shown) - 1, 0]))},
        "forecast": _forecast(found.forecast, places),
        "forecast_made_of": dict(found.bet.weights), "changed_in": _month(months, found.bet.changed),
        "mechanism_alone": _forecast(found.mechanism, places),
        "held_out": None if held is None else {
            "months": list(months[-len(held.seen):]), "error": as_json(held.error),
            "errors_of_baselines": {name: as_json(each) for name, each in held.errors.items()},
            "covered": as_json(held.covered),
        },
        "warnings": warnings(found, lang), "sentences": sentences(found, lang),
        "provenance": dict(found.fit.provenance),
    }  # fmt: skip
