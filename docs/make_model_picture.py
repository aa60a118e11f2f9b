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
    ("Leadership", ("sponsorship", "supervisor_commitment", "monitoring", "activity_targets")),
    (
        "People",
        (
            "go_live_training",
            "course",
            "training",
            "meetings",
            "champions",
            "change_capacity",
            "turnover",
            "resistance",
        ),
    ),
    ("Technology and data", ("technology", "usability", "data_cleanup")),
)
"""All levers, in the groups of the picture."""
TOP, BOTTOM = 118, 1004
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
        y += 44
    return [
        *parts,
        words(52, y, "Departments' own systems", 18, weight=700, colour=GREEN),
        words(52, y + 26, "Retired, or connected", 18),
    ]


def _way(x: float, width: float, colour: str, title: str, meaning: str, reasons: tuple[str, ...]) -> list[str]:
    parts = [
        box(x, 336, width, 372, colour, fill=PAPER, thick=3),
        words(x + width / 2, 366, title, 19, weight=700, colour=colour, at="middle"),
        words(x + width / 2, 390, meaning, 16, colour=QUIET, at="middle"),
    ]
    for n, reason in enumerate(reasons):
        y = 424 + 26 * n
        parts += [words(x + 14, y, reason[0], 18, weight=700, colour=colour), words(x + 34, y, reason[2:], 17)]
    return parts


def _aside(middle: float, *said: str) -> list[str]:
    return lines(middle, 634, said, 16, colour=QUIET, at="middle")


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
              ("+ usefulness", "+ good data, trusted AI", "+ colleagues do it", "+ boss's example", "+ shared goals",
               "+ done like this here", "+ skill and habit", "+ curiosity", "− effort", "− territory",
               "− resistance")),
        *_way(630, 172, ORANGE, "Bare minimum", "for the boss",
              ("+ being watched", "+ activity targets", "+ habit", "− nobody sees it")),
        *_way(812, 172, GREY, "Old way", "own lists, tools",
              ("+ comfort", "+ own system", "+ habit", "− no longer usual", "− being watched", "− closed by tool")),
        *_aside(716, "entered afterwards,", "because somebody", "looks"),
        *_aside(898, "a shadow system:", "others see nothing", "of the work"),
        arrow("M 517 710 L 517 740", BLUE), arrow("M 716 710 L 716 740", ORANGE), arrow("M 898 710 L 898 740", GREY),
        box(414, 744, 570, 72, QUIET, fill=PAPER),
        words(699, 775, "Habits follow; skill grows with real use", 20, at="middle", weight=600),
        words(699, 801, "Next month everybody sees what colleagues and managers really use", 16,
              colour=QUIET, at="middle"),
        arrow("M 456 818 L 456 876", BLUE),
        *_what_lasts(),
        arrow("M 414 780 L 396 780 L 396 206 L 410 206", INK, dashed=True),
        '<path d="M 414 926 L 396 926 L 396 780" fill="none" stroke="' + INK + '" stroke-width="3" '
        'stroke-dasharray="9 7" stroke-linejoin="round"/>',
    ]  # fmt: skip


def _what_lasts() -> list[str]:
    """Return the cards of what the months leave behind in each department."""
    cards = (
        ("How we do things here", ("follows real use slowly;", "newcomers take it over,", "meetings hasten it")),
        ("Used to incentives", ("what is put on top", "fades while it acts", "and ends with it")),
        ("Trust in AI", ("grows slowly with good", "calls, goes quickly", "with bad ones")),
    )
    parts = [words(699, 864, "What the months leave behind in a department", 18, weight=600, at="middle")]
    for n, (title, said) in enumerate(cards):
        x, width = 414 + n * 192, 186
        parts += [
            box(x, 880, width, 104, BLUE, fill=PAPER, thick=1.5),
            words(x + width / 2, 905, title, 16, weight=700, colour=BLUE, at="middle"),
            *lines(x + width / 2, 929, said, 15, colour=QUIET, at="middle"),
        ]
    return parts


def _card(y: float, height: float, title: str, said: tuple[str, ...]) -> list[str]:
    return [
        box(RIGHT[0] + 16, y, RIGHT[1] - 32, height, QUIET, fill=PAPER),
        words(RIGHT[0] + 32, y + 33, title, 20, weight=700),
        *lines(RIGHT[0] + 32, y + 61, said, 17),
    ]


def _company() -> list[str]:
    middle = RIGHT[0] + RIGHT[1] / 2
    down = (arrow(f"M {middle} {y} L {middle} {y + 34}", INK) for y in (332, 532, 706))
    return [
        *_column(RIGHT, ORANGE, "What comes of it", "#fbf6f1"),
        *_card(180, 150, "Customer record", ("Real use and connected own", "systems fill it well, minimal",
                                             "entries badly; time makes it", "stale.")),
        *_card(370, 160, "Handovers", ("A matter found in the record", "or told by a colleague need",
                                       "not be said again; otherwise", "customers must repeat it.")),
        *_card(570, 134, "Customers", ("come and go as before, but",
                                       "leave sooner if they must say", "it again more often.")),
        *_card(744, 124, "Money", ("Margin and hours saved,", "less programme and", "platform: net value.")),
        *down,
        *lines(RIGHT[0] + 20, 906,
               ("AI that acts on its own helps", "customers on good data and", "drives them away on bad data."), 17,
               colour=QUIET),
    ]  # fmt: skip


def _flows() -> list[str]:
    start, end = MIDDLE[0] + MIDDLE[1] + 4, RIGHT[0] + 12
    between = (start + end) / 2
    parts = [arrow("M 338 560 L 372 560", GREEN, thick=5)]
    for y, said in ((218, "entries"), (418, "readers"), (478, "telling"), (806, "hours")):
        parts += [
            arrow(f"M {start} {y} L {end} {y}", BLUE),
            words(between - 4, y - 10, said, 17, colour=BLUE, at="middle"),
        ]
    parts.append(arrow(f"M {end} 274 L {start} 274", ORANGE))
    return [*parts, words(between - 4, 298, "usable data", 16, colour=ORANGE, at="middle")]


def _months() -> list[str]:
    parts = [words(32, 1052, "Every month, in this order", 20, weight=700)]
    gap = 12.0
    width = (1376 - gap * (len(PHASES) - 1)) / len(PHASES)
    for n, (name, _) in enumerate(PHASES):
        x = 32 + n * (width + gap)
        parts += [
            box(x, 1070, width, 60, QUIET, fill="#f6f7f8", thick=1.5),
            words(x + width / 2, 1094, str(n + 1), 15, colour=QUIET, at="middle"),
            words(x + width / 2, 1118, name.capitalize(), 17, weight=600, at="middle"),
        ]
        if n:
            parts.append(arrow(f"M {x - gap:g} 1100 L {x - 1:g} 1100", QUIET, thick=2))
    return parts


def picture() -> str:
    """Return the model on one page, as SVG."""
    said = (
        "Left: the levers management moves. Middle: each month each person may think about a feature and chooses "
        "real use, the bare minimum for the boss, or the old way; habit and skill follow, and the months leave behind "
        "how things are done here, what people are used to, and trust in AI. Right: the customer record, handovers "
        "between departments, customers and money. Below: the phases of a month in their order."
    )
    parts = [
        words(32, 56, "Why a company uses so little of the CRM it has bought", 32, weight=700),
        words(32, 90, "The model on one page: one company, people with habits and reasons, one step a month", 20,
              colour=QUIET),
        f'<line x1="32" y1="104" x2="1408" y2="104" stroke="{LINE}"/>',
        *_levers(), *_people(), *_company(), *_flows(), *_months(),
    ]  # fmt: skip
    return page(1440, 1160, "The model on one page", said, parts)
