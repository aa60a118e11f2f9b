"""Draws the model on one page: what management moves, what people decide, what comes of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from crm_adoption.model.levers import LEVERS
from crm_adoption.model.month import PHASES
from drawing import BLUE, GREEN, GREY, INK, LINE, ORANGE, PAPER, QUIET, arrow, box, lines, page, words

WALLS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Goals", ("kpi_alignment",)),
    ("Territory and silos", ("sharing_reward", "silo_strength")),
    ("Leadership", ("sponsorship", "supervisor_commitment", "monitoring")),
    ("People", ("go_live_training", "course", "training", "champions", "change_capacity", "turnover", "resistance")),
    ("Technology and data", ("technology", "usability", "data_cleanup")),
)
"""All levers, in the groups of the picture."""
TOP, BOTTOM = 118, 846
LEFT, MIDDLE, RIGHT = (32, 302), (378, 626), (1124, 284)
"""The three columns: where each begins and how wide it is."""


def _label(lever: str) -> str:
    known = tomllib.loads((Path(__file__).parent / "german.toml").read_text(encoding="utf-8"))["levers"]
    return str(known[lever]["label_en"])


def _column(place: tuple[int, int], colour: str, title: str, fill: str = "") -> list[str]:
    x, width = place
    return [
        box(x, TOP, width, BOTTOM - TOP, colour, fill=fill),
        words(x + 20, TOP + 38, title, 22, weight=700),
    ]


def _levers() -> list[str]:
    drawn = [lever for _, group in WALLS for lever in group]
    if sorted(drawn) != sorted(LEVERS):
        raise ValueError(f"the picture's levers are not the model's: {sorted(set(drawn) ^ set(LEVERS))}")
    parts = _column(LEFT, GREEN, "Management moves")
    y = TOP + 82.0
    for title, group in WALLS:
        parts.append(words(52, y, title, 18, weight=700, colour=GREEN))
        for lever in group:
            y += 26
            parts.append(words(52, y, _label(lever), 18))
        y += 41
    return parts


def _way(x: float, width: float, colour: str, title: str, meaning: str, reasons: tuple[str, ...]) -> list[str]:
    parts = [
        box(x, 336, width, 342, colour, fill=PAPER, thick=3),
        words(x + width / 2, 366, title, 19, weight=700, colour=colour, at="middle"),
        words(x + width / 2, 390, meaning, 16, colour=QUIET, at="middle"),
    ]
    for n, reason in enumerate(reasons):
        y = 424 + 26 * n
        parts += [words(x + 14, y, reason[0], 18, weight=700, colour=colour), words(x + 34, y, reason[2:], 17)]
    return parts


def _aside(middle: float, *said: str) -> list[str]:
    return lines(middle, 604, said, 16, colour=QUIET, at="middle")


def _people() -> list[str]:
    return [
        *_column(MIDDLE, BLUE, "Each person decides, feature by feature"),
        box(414, 178, 570, 56, QUIET, fill=PAPER),
        words(699, 213, "Does it come to attention this month?", 20, at="middle", weight=600),
        arrow("M 699 236 L 699 290", INK),
        words(685, 267, "no: go on as before", 17, colour=QUIET, at="end"),
        words(715, 267, "yes: weigh three ways", 17, colour=QUIET),
        words(699, 320, "What speaks for (+) and against (−) each; chance decides by weight", 16,
              colour=QUIET, at="middle"),
        *_way(414, 206, BLUE, "Real use", "done in the CRM",
              ("+ usefulness", "+ good data", "+ colleagues do it", "+ boss's example", "+ shared goals",
               "+ skill and habit", "+ curiosity", "− effort", "− territory", "− resistance")),
        *_way(630, 172, ORANGE, "Bare minimum", "for the boss", ("+ being watched", "+ habit", "− nobody sees it")),
        *_way(812, 172, GREY, "Old way", "own lists, tools",
              ("+ comfort", "+ habit", "− being watched", "− closed by tool")),
        *_aside(716, "entered afterwards,", "because somebody", "looks"),
        *_aside(898, "a shadow system:", "others see nothing", "of the work"),
        arrow("M 517 680 L 517 718", BLUE), arrow("M 716 680 L 716 718", ORANGE), arrow("M 898 680 L 898 718", GREY),
        box(414, 722, 570, 56, QUIET, fill=PAPER),
        words(699, 757, "Habits follow; skill grows with real use", 20, at="middle", weight=600),
        arrow("M 414 750 L 396 750 L 396 206 L 410 206", INK, dashed=True),
        *lines(699, 806, ("Next month: new habits and skills, and everybody sees",
               "what colleagues and managers really use."), 17, colour=QUIET, at="middle"),
    ]  # fmt: skip


def _card(y: float, title: str, said: tuple[str, ...]) -> list[str]:
    return [
        box(RIGHT[0] + 16, y, RIGHT[1] - 32, 124, QUIET, fill=PAPER),
        words(RIGHT[0] + 32, y + 33, title, 20, weight=700),
        *lines(RIGHT[0] + 32, y + 61, said, 17),
    ]


def _company() -> list[str]:
    middle = RIGHT[0] + RIGHT[1] / 2
    return [
        *_column(RIGHT, ORANGE, "What comes of it", "#fbf6f1"),
        *_card(180, "Customer record", ("Real use fills it well,", "minimal entries badly;", "time makes it stale.")),
        arrow(f"M {middle} 306 L {middle} 358", INK),
        *_card(362, "Customers", ("feel if departments share", "one record, and stay,", "leave or come.")),
        arrow(f"M {middle} 488 L {middle} 540", INK),
        *_card(544, "Money", ("Margin and hours saved,", "less programme and", "platform: net value.")),
        *lines(RIGHT[0] + 20, 720,
               ("AI that acts on its own", "drives customers away on", "bad data and helps on", "good data."), 17,
               colour=QUIET),
    ]  # fmt: skip


def _flows() -> list[str]:
    start, end = MIDDLE[0] + MIDDLE[1] + 4, RIGHT[0] + 12
    between = (start + end) / 2
    parts = [arrow("M 338 482 L 372 482", GREEN, thick=5)]
    for y, said in ((218, "entries"), (424, "sharing"), (606, "hours")):
        parts += [
            arrow(f"M {start} {y} L {end} {y}", BLUE),
            words(between - 4, y - 10, said, 17, colour=BLUE, at="middle"),
        ]
    parts.append(arrow(f"M {end} 274 L {start} 274", ORANGE))
    return [*parts, words(between - 4, 298, "usable data", 16, colour=ORANGE, at="middle")]


def _months() -> list[str]:
    parts = [words(32, 894, "Every month, in this order", 20, weight=700)]
    width = (1376 - 7 * 12) / len(PHASES)
    for n, (name, _) in enumerate(PHASES):
        x = 32 + n * (width + 12)
        parts += [
            box(x, 912, width, 60, QUIET, fill="#f6f7f8", thick=1.5),
            words(x + width / 2, 936, str(n + 1), 15, colour=QUIET, at="middle"),
            words(x + width / 2, 960, name.capitalize(), 18, weight=600, at="middle"),
        ]
        if n:
            parts.append(arrow(f"M {x - 12:g} 942 L {x - 1:g} 942", QUIET, thick=2))
    return parts


def picture() -> str:
    """Return the model on one page, as SVG."""
    said = (
        "Left: the levers management moves. Middle: each month each person may think about a feature and chooses "
        "real use, the bare minimum for the boss, or the old way; habit and skill follow. Right: the customer record, "
        "customers and money. Below: the phases of a month in their order."
    )
    parts = [
        words(32, 56, "Why a company uses so little of the CRM it has bought", 32, weight=700),
        words(32, 90, "The model on one page: one company, people with habits and reasons, one step a month", 20,
              colour=QUIET),
        f'<line x1="32" y1="104" x2="1408" y2="104" stroke="{LINE}"/>',
        *_levers(), *_people(), *_company(), *_flows(), *_months(),
    ]  # fmt: skip
    return page(1440, 1000, "The model on one page", said, parts)
