"""Draws the architecture: three floors, one engine with two faces, and the way data flow."""

from __future__ import annotations

from crm_adoption.model.month import PHASES
from drawing import BLUE, GREEN, GREY, INK, LINE, ORANGE, PAPER, QUIET, arrow, box, lines, page, words

FLOORS = (
    (118, 216, ORANGE, "analysis", ("what is", "learned")),
    (374, 216, GREEN, "scenarios", ("what is done", "to the company")),
    (630, 292, BLUE, "model", ("the company", "itself")),
)


def _floors() -> list[str]:
    parts = []
    for y, height, colour, name, said in FLOORS:
        parts += [
            box(32, y, 1376, height, colour),
            words(52, y + 42, name, 24, weight=700, colour=colour),
            *lines(52, y + 72, said, 17, colour=QUIET),
        ]
    return parts


def _card(
    x: float, y: float, width: float, colour: str, title: str, said: tuple[str, ...], height: float = 0
) -> list[str]:
    tall = height or 52 + 25 * len(said)
    return [
        box(x, y, width, tall, colour, fill=PAPER),
        words(x + 16, y + 33, title, 19, weight=700),
        *lines(x + 16, y + 61, said, 16, colour=QUIET),
    ]


def _cards() -> list[str]:
    return [
        *_card(212, 158, 196, ORANGE, "Command line", ("and Python", "crm-adoption …"), 128),
        *_card(474, 158, 284, ORANGE, "Advice, figures",
               ("results.csv", "manifest.json: enough to", "make it again"), 136),
        *_card(804, 158, 274, ORANGE, "Comparison",
               ("replicate k of every", "scenario is paired", "(common random numbers)"), 136),
        *_card(1124, 158, 264, GREY, "Mesa's own tools",
               ("DataCollector, batch_run,", "SolaraViz: not part of", "this package"), 128),
        *_card(212, 414, 156, GREEN, "TOML file", ("or Python,", "checked"), 128),
        *_card(402, 414, 160, GREEN, "Scenario", ("company,", "interventions"), 128),
        *_card(596, 414, 172, GREEN, "Schedule", ("levers by month", "and department"), 128),
        *_card(804, 414, 274, GREEN, "simulate", ("whole runs, many replicates,", "no Python per month"), 128),
        *_card(1124, 414, 264, GREEN, "CRMAdoption", ("a Mesa model: one month", "a step; people as agents"), 128),
        *_card(212, 700, 156, BLUE, "Company", ("parameters,", "each declared", "once"), 152),
        *_card(402, 700, 160, BLUE, "People", ("arrays: traits,", "ties, skills,", "habits, ways"), 152),
    ]  # fmt: skip


def _kernel() -> list[str]:
    return [
        box(596, 658, 792, 244, BLUE, fill=PAPER, thick=4),
        words(616, 694, "One compiled kernel: advance", 22, weight=700, colour=BLUE),
        words(1368, 694, "same bits for any number of threads", 16, colour=QUIET, at="end"),
        *_card(616, 718, 228, BLUE, "month.py", (f"{len(PHASES)} phases", "in a visible order", "each month"), 160),
        *_card(878, 718, 228, BLUE, "rules.py",
               ("every equation once,", "as a small function", "(quoted in the ODD)"), 160),
        *_card(1140, 718, 228, BLUE, "outcomes.py", ("what is measured,", "by department,", "every month"), 160),
        arrow("M 846 798 L 872 798", BLUE), arrow("M 1108 798 L 1134 798", BLUE),
    ]  # fmt: skip


def _flows() -> list[str]:
    return [
        arrow("M 290 288 L 290 410", INK), arrow("M 370 478 L 398 478", INK), arrow("M 564 478 L 592 478", INK),
        arrow("M 470 544 L 470 608 L 290 608 L 290 696", INK), arrow("M 370 776 L 398 776", INK),
        arrow("M 564 776 L 590 776", INK), arrow("M 682 544 L 682 652", INK),
        arrow("M 900 544 L 900 652", INK), arrow("M 982 656 L 982 548", BLUE),
        arrow("M 1215 544 L 1215 652", INK), arrow("M 1297 656 L 1297 548", BLUE),
        words(1000, 616, "outcomes", 17, colour=BLUE), words(1314, 616, "a month", 17, colour=BLUE),
        arrow("M 941 412 L 941 300", BLUE), arrow("M 1256 412 L 1256 292", BLUE),
        arrow("M 802 226 L 764 226", BLUE), arrow("M 472 226 L 414 226", BLUE),
    ]  # fmt: skip


def picture() -> str:
    """Return the architecture, as SVG."""
    said = (
        "Three floors: analysis above scenarios above model; imports only run downwards. A file becomes a scenario, "
        "a scenario becomes a schedule of levers, and one compiled kernel runs company and schedule month after month. "
        "simulate runs whole batches of it, CRMAdoption one month per Mesa step; both give the same numbers."
    )
    parts = [
        words(32, 56, "Three floors, one engine with two faces", 32, weight=700),
        words(32, 90, "Imports only run downwards. Data go down as frozen values and come back as arrays.", 20,
              colour=QUIET),
        f'<line x1="32" y1="104" x2="1408" y2="104" stroke="{LINE}"/>',
        *_floors(), *_cards(), *_kernel(), *_flows(),
    ]  # fmt: skip
    return page(1440, 946, "Architecture of crm-adoption", said, parts)
