"""The tables of docs/bands.md and docs/calibration.md, made from the shipped ensembles.

    python -m crm_adoption.analysis.evidence.band_tables

prints both; tests hold them current.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.stats import binomtest

from ...model.behaviour import HALF
from .band_readings import half_loses
from .bands import BANDS, SEED, TARGETS, Band, readings
from .ensemble import Ensemble, load_ensemble
from .facts import marked
from .identified import correlated, narrowed, together
from .watching import Watch


def limits(band: Band) -> str:
    """Return the limits of a band as text."""
    if band.low is None:
        return f"at most {band.high:g}"
    return f"at least {band.low:g}" if band.high is None else f"{band.low:g} to {band.high:g}"


def band_table(values: Mapping[str, float], ensembles: Mapping[str, Ensemble]) -> str:
    """Return all bands with the default set's readings and the share of each ensemble that holds them."""
    shares = {name: each.shares() for name, each in ensembles.items()}
    heads = ["band", "reading", "evidence", "use", "limits", "default set", "holds"]
    heads += [f"holds in `{name}`" for name in ensembles]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for band in BANDS:
        value = values[band.name]
        held = "yes" if band.holds(value) else f"**no**, {band.miss(value):.2g} away"
        cells = [f"`{band.name}`", band.label_en, marked(band.source), band.use, limits(band), f"{value:.3g}", held]
        cells += [f"{100 * shares[name][band.name]:.0f} %" for name in ensembles]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def goals(ensembles: Mapping[str, Ensemble]) -> str:
    """Return by ensemble how many members meet at least 80 % of the bands they were accepted on, and of all."""
    lines = ["| ensemble | members | meet >= 80 % of the bands of the fit | all of them | >= 80 % of all bands |",
             "|---|---|---|---|---|"]  # fmt: skip
    for name, each in ensembles.items():
        holds = {band.name: np.array([band.holds(v) for v in each.readings[band.name]]) for band in BANDS}
        fitted = np.mean([holds[band] for band in each.bands], axis=0)
        every = np.mean(list(holds.values()), axis=0)
        cells = [
            f"{100 * (share >= least).mean():.0f} %" for share, least in ((fitted, 0.8), (fitted, 1.0), (every, 0.8))
        ]
        lines.append(f"| `{name}` | {len(each.members)} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def waves_table(ensemble: Ensemble) -> str:
    """Return what each wave looked at, simulated and found."""
    lines = ["| wave | looked at | simulated | near the bands | checked | accepted |", "|---|---|---|---|---|---|"]
    keys = ("looked_at", "simulated", "near", "checked", "accepted")
    lines += [
        f"| {number} | " + " | ".join(f"{wave[key]:,}" for key in keys) + " |"
        for number, wave in enumerate(ensemble.provenance["waves"], start=1)
    ]
    return "\n".join(lines) + "\n"


FORMS = {
    "linear_pull": ("at a tipping share", "with every colleague"),
    "mixed_goals": ("half-changed goals are weak", "half-changed goals pull apart"),
    "additive_leadership": ("the sponsor decides what managers count for", "the sponsor counts beside them"),
}
"""Forms that the behaviour can take, below a half and from it on."""
HALF_REPLICATES = 20
"""Companies per parameter set in which half an incentive is tried."""


def forms(ensembles: Mapping[str, Ensemble]) -> str:
    """Return by form the share of members that have its second shape, with what chance leaves open (Wilson)."""
    lines = ["| form | first shape | second shape | " + " | ".join(f"second in `{name}`" for name in ensembles) + " |",
             "|---|---|---|" + "---|" * len(ensembles)]  # fmt: skip
    for name, shapes in FORMS.items():
        second = [np.array([getattr(member, name) >= HALF for member in each.members]) for each in ensembles.values()]
        limits = [binomtest(int(each.sum()), len(each)).proportion_ci(method="wilson") for each in second]
        found = [f"{each.mean():.0%} ({ci.low:.0%} to {ci.high:.0%})" for each, ci in zip(second, limits, strict=True)]
        lines.append(f"| `{name}` | " + " | ".join((*shapes, *found)) + " |")
    return "\n".join(lines) + "\n"


def half_goals(ensembles: Mapping[str, Ensemble]) -> str:
    """Return in which share of members goals that are changed half-way end below none, by form of the goals."""
    lines = ["| ensemble | worse than nothing | where they are weak | where they pull apart | median change |",
             "|---|---|---|---|---|"]  # fmt: skip
    for name, each in ensembles.items():
        found = np.array([half_loses(Watch(m, HALF_REPLICATES, 1, SEED)) for m in each.members])
        apart = np.array([member.mixed_goals >= HALF for member in each.members])
        shares = [f"{(found[which] < 0.0).mean():.0%}" for which in (apart | True, ~apart, apart) if which.any()]
        lines.append(f"| `{name}` | " + " | ".join(shares) + f" | {100.0 * np.median(found):+.1f} points |")
    return "\n".join(lines) + "\n"


def identified(ensemble: Ensemble) -> str:
    """Return which parameters an ensemble narrows down, singly and together."""
    lines = ["| parameter | 5 % | 50 % | 95 % | spread left |", "|---|---|---|---|---|"]
    for each in narrowed(ensemble.members):
        mark = "**" if each.clear else ""
        spread = f"{mark}{100 * each.left:.0f} %{mark}"
        lines.append(f"| `{each.name}` | {each.low:.3g} | {each.middle:.3g} | {each.high:.3g} | {spread} |")
    lines += ["", "Correlations beyond chance: "]
    pairs = [f"`{a}` with `{b}` {r:+.2f}" for a, b, r in correlated(ensemble.members)]
    lines[-1] += (", ".join(pairs) or "none") + "."
    least = together(ensemble.members)
    parts = ", ".join(f"{weight:+.2f} `{name}`" for name, weight in least.parts)
    left = f"{100 * least.left:.0f} % of an even spread; chance alone leaves {100 * least.chance:.0f} %"
    return "\n".join([*lines, "", f"The combination of which least is left ({left}): {parts}, ..."]) + "\n"


def tables() -> dict[str, str]:
    """Return all tables by name, as they stand between their marks in the documents."""
    ensembles = {name: load_ensemble(name) for name in TARGETS}
    found = {"bands": band_table(readings(), ensembles), "goals": goals(ensembles)}
    found |= {"forms": forms(ensembles), "half-goals": half_goals(ensembles)}
    for name, each in ensembles.items():
        found[f"waves-{name}"] = waves_table(each)
        found[f"identified-{name}"] = identified(each)
    return found


def renewed(text: str, found: Mapping[str, str]) -> str:
    """Return a document with the tables between its marks ``<!-- table NAME -->`` and ``<!-- end -->`` renewed."""
    for name, table in found.items():
        begin, end = f"<!-- table {name} -->\n", "<!-- end -->"
        if begin in text:
            before, rest = text.split(begin, 1)
            text = f"{before}{begin}{table}{end}{rest.split(end, 1)[1]}"
    return text


if __name__ == "__main__":
    for title, table in tables().items():
        print(f"<!-- table {title} -->\n{table}<!-- end -->\n")
