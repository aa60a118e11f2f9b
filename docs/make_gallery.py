"""Draws the gallery: every kind of figure from a real, small run, and the page that names the command of each.

    python docs/make_gallery.py            # draw all and write docs/gallery.md
    python docs/make_gallery.py NAME ...   # draw some of GROUPS anew
    python docs/make_gallery.py german     # draw the picture of the German home page anew

The runs are small so that all of it takes minutes; the figures say of how many companies they are.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import crm_adoption as crm
from crm_adoption.scenarios.studies import designs
from crm_adoption.scenarios.usage.example import example, write_example
from make_tutorials import write_png

DOCS = Path(__file__).resolve().parent
INTRO = """# Gallery

Every kind of figure that the commands draw, each with the command that draws it. All were made by
`python docs/make_gallery.py` from small runs, so that you can have them too in minutes; each says of how many
companies it is, and its title says what it shows *there*. Commands write them as PNG and SVG, in German with
`--lang de`, in your company's style with `--style`; in Python they are objects: `answer.figure("effects")`
([notebook](how_to/notebook.md)).
"""


@dataclass(frozen=True)
class Group:
    """Figures of one result.

    Attributes
    ----------
    title, command, page : str
        What is asked, how it is asked, and the page that says how to read it.
    ask : callable
        Called with a folder to work in, it returns the result.
    shown : tuple of str
        Names of its figures.
    """

    title: str
    command: str
    page: str
    ask: Callable[[Path], Any]
    shown: tuple[str, ...]


def few(count: int) -> crm.Ensemble:
    """Return the first parameter sets of the usual ensemble."""
    ensemble = crm.load_ensemble("evidence")
    return replace(ensemble, members=ensemble.members[:count])


def export(folder: Path) -> tuple[Path, Path]:
    """Return the export of a simulated company."""
    made = example(crm.load("seed_company", settings={"months": 9}), seed=7)
    return write_example(made, folder / "export")


def study(folder: Path, design: Callable[..., Any], *args: int, replications: int = 4) -> crm.StudyFile:
    """Return a study of what goals depend on."""
    unsure = (
        crm.Uncertainty("levers.sponsorship"), crm.Uncertainty("levers.silo_strength"),
        crm.Uncertainty("behaviour.kpi_weight"), crm.Uncertainty("behaviour.habit_bonus"),
        crm.Uncertainty("prices.align_kpis", 300, 3000, "loguniform"),
    )  # fmt: skip
    both = (crm.load("no_programme"), crm.load("aligned_kpis"))
    made = crm.Study("doubts", both, unsure, design(unsure, *args), replications=replications, months=(12,))
    return made.run(folder / f"{design.__name__}.duckdb")


def grid(folder: Path) -> crm.StudyFile:
    """Return a study over two uncertainties and two starts."""
    unsure = (
        crm.Uncertainty("behaviour.peer_weight", 0, 4), crm.Uncertainty("behaviour.habit_bonus", 0.6, 2.2),
        crm.Uncertainty("organisation.starting_use", values=(0.1, 0.7)),
    )  # fmt: skip
    made = crm.Study(
        "tipping", (crm.load("no_programme"),), unsure, designs.grid(unsure, 7), replications=4, outcomes=("deep_use",)
    )
    return made.run(folder / "grid.duckdb")


OF_GOALS = {"scenario": "aligned_kpis", "against": "no_programme"}
GROUPS = {
    "compare": Group(
        "Which programme helps?", "crm-adoption compare", "how_to/read_results.md",
        lambda folder: crm.compare(replications=64, seed=1),
        ("effects", "who-uses-what", "customers-and-money", "cost-and-gain", "chance-and-behaviour"),
    ),
    "decide": Group(
        "Which mix for a budget?", "crm-adoption decide --budget 150000 --trials 40", "how_to/decide.md",
        lambda folder: crm.decide(budget=150_000, months=12, ensemble=few(8), trials=40, seed=1), (),
    ),
    "what-if": Group(
        "What if the sponsor leaves?", "crm-adoption what-if sponsor-leaves", "how_to/what_ifs.md",
        lambda folder: crm.what_if("sponsor-leaves", replications=64), ("main-outcome", "effects"),
    ),
    "duel": Group(
        "Who keeps the customers?", "crm-adoption duel", "how_to/duel.md",
        lambda folder: crm.duel(replications=64, months=36), (),
    ),
    "walls": Group(
        "What does each wall cost?", "crm-adoption walls", "how_to/walls_and_split.md",
        lambda folder: crm.walls("no_programme", month=12, replications=6), (),
    ),
    "split": Group(
        "Which share of a budget belongs into technology?", "crm-adoption split", "how_to/walls_and_split.md",
        lambda folder: crm.split("no_programme", month=12, replications=6), (),
    ),
    "tornado": Group(
        "What if one guess is wrong?", "crm-adoption study sensitivity doubts.duckdb", "how_to/sensitivity.md",
        lambda folder: crm.sensitivity_in(
            study(folder, designs.one_at_a_time, replications=16), "deep_use", **OF_GOALS
        ),
        (),
    ),
    "sobol": Group(
        "Which share of the variance is whose?", "crm-adoption study sensitivity doubts.duckdb",
        "how_to/sensitivity.md",
        lambda folder: crm.sensitivity_in(study(folder, designs.saltelli, 64), "deep_use", **OF_GOALS),
        ("indices", "interplay", "settling"),
    ),
    "discover": Group(
        "Where does a programme fail?", 'crm-adoption study discover doubts.duckdb --fails-when "deep_use < 3 %"',
        "how_to/where_it_fails.md",
        lambda folder: crm.discover_in(study(folder, designs.sobol, 128), "deep_use < 3 %", against="no_programme"), (),
    ),
    "map": Group(
        "Where does the start decide the end?", "crm-adoption study map tipping.duckdb --x ... --y ...",
        "how_to/phase_map.md",
        lambda folder: crm.phase_map(
            grid(folder), "behaviour.peer_weight", "behaviour.habit_bonus", between="organisation.starting_use",
            level=0.25,
        ),
        (),
    ),
    "diagnose": Group(
        "How is the CRM really used?", "crm-adoption diagnose roster.csv usage.csv", "how_to/own_usage.md",
        lambda folder: crm.diagnose(*export(folder)), (),
    ),
    "fit": Group(
        "Which company is this?", "crm-adoption fit roster.csv usage.csv", "how_to/own_usage.md",
        lambda folder: crm.fit(*export(folder), companies=1500, seed=1), (),
    ),
}  # fmt: skip


def drawn(name: str, folder: Path) -> str:
    """Draw a group's figures and return its part of the page."""
    group = GROUPS[name]
    result, lines = group.ask(folder), [f"## {group.title}\n", f"```text\n{group.command}\n```\n"]
    for which in group.shown or result.figures:
        try:
            figure = result.figure(which)
        except crm.InputError:  # there is nothing to show in this run
            continue
        file = f"images/gallery/{name}-{which}.png"
        write_png(figure, DOCS / file)
        lines.append(f"![{figure.get_label()}]({file})\n")
    return "\n".join([*lines, f"How to read it: [{Path(group.page).stem.replace('_', ' ')}]({group.page})\n"])


def german() -> None:
    """Draw what `crm-adoption compare --lang de` draws first."""
    write_png(crm.compare(lang="de").figure("main-outcome"), DOCS / "images" / "compare.de.png")


def main() -> None:
    """Draw what is named, or all, and write the page."""
    page, wanted = DOCS / "gallery.md", sys.argv[1:] or list(GROUPS)
    if wanted == ["german"]:
        german()
        return
    before = page.read_text(encoding="utf-8") if page.exists() else INTRO
    parts = {text.split("\n", 1)[0]: f"## {text}" for text in before.split("\n## ")[1:]}
    for name in wanted:
        with tempfile.TemporaryDirectory() as folder:
            parts[GROUPS[name].title] = drawn(name, Path(folder))
        print(name, flush=True)
        ordered = [parts[each.title].rstrip("\n") for each in GROUPS.values() if each.title in parts]
        page.write_text("\n\n".join([INTRO.rstrip("\n"), *ordered]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
