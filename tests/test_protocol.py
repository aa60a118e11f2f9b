"""The protocol, the glossary and the pictures say what the sources say, and all that they must."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from crm_adoption.analysis.figures.colours import contrast
from crm_adoption.model import rules
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.levers import LEVERS
from crm_adoption.model.month import PHASES
from crm_adoption.model.outcomes import OUTCOMES, SUMMARIES
from crm_adoption.scenarios.programmes.interventions import KINDS

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))
import drawing
import generate
import make_model_picture
import make_tables

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PICTURES = tuple(generate.PICTURES)
GENERATED = re.compile(r"<!-- generated: .*?<!-- end -->", re.DOTALL)
ELEMENTS = (
    "1. Purpose and patterns", "2. Entities, state variables and scales", "3. Process overview and scheduling",
    "4.1 Basic principles", "4.2 Emergence", "4.3 Adaptation", "4.4 Objectives", "4.5 Learning", "4.6 Prediction",
    "4.7 Sensing", "4.8 Interaction", "4.9 Stochasticity", "4.10 Collectives", "4.11 Observation",
    "4.12 Theoretical and empirical background", "4.13 Individual decision-making", "4.14 Heterogeneity",
    "5. Initialisation", "6. Input data", "7.10 Parameters", "7.11 Levers and interventions", "7.12 Measurement",
    "8. What differs from the design, and why", "9. Implementation details and access",
    "10. The checklists, item by item",
)  # fmt: skip
"""The elements of ODD (2020) and ODD+D (2013), as the protocol calls them."""
TERMS = (
    "Real use", "Bare minimum for the boss", "The old way", "Shadow use", "Lever", "Intervention", "Scenario",
    "Replicate", "Common random numbers", "Break-even price ratio", "Paired difference", "Baseline", "Outcome",
    "Uncertainty", "Active user", "Champion", "Gate", "Habit", "Territoriality", "Band", "Grade",
    "The way it is done here", "Habituation", "Half-changed goals", "Targets on activity", "Own system", "Trust in AI",
    "Overload", "Handover", "Fragmented customer experience", "Own churn",
)  # fmt: skip


ASKED = {"I.i": 2, "I.ii": 5, "I.iii": 1, "II.i": 5, "II.ii": 8, "II.iii": 2, "II.iv": 5, "II.v": 3, "II.vi": 4,
         "II.vii": 2, "II.viii": 2, "II.ix": 1, "II.x": 2, "III.i": 2, "III.ii": 3, "III.iii": 1,
         "III.iv": 3}  # fmt: skip
"""How many questions each part of ODD+D has (Müller et al. 2013)."""
TRACE = ("Problem formulation", "Model description", "Data evaluation", "Conceptual model evaluation",
         "Implementation verification", "Model output verification", "Model analysis",
         "Model output corroboration")  # fmt: skip
"""The elements of TRACE (Grimm et al. 2014), in their order."""


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def sections(text: str) -> dict[str, str]:
    """Return what stands below each heading of a page."""
    parts = re.split(r"^#{2,3} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


PROTOCOL = text_of("odd.md")
SECTIONS = sections(PROTOCOL)


# --- what is generated ----------------------------------------------------------------------------


def test_what_is_generated_is_current() -> None:
    command = [sys.executable, str(DOCS / "generate.py"), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_an_edited_equation_is_noticed() -> None:
    edited = PROTOCOL.replace("own = 0.5 * example", "own = 0.6 * example")
    assert edited != PROTOCOL
    assert generate.renewed(edited) == generate.renewed(PROTOCOL)


# --- the protocol ---------------------------------------------------------------------------------


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_element_of_the_checklists_has_an_answer(element: str) -> None:
    said = GENERATED.sub("", SECTIONS[element])
    assert len(said.split()) >= 20


def test_every_link_inside_the_protocol_has_its_heading() -> None:
    headings = {re.sub(r"[^\w -]", "", name.lower()).replace(" ", "-") for name in SECTIONS}
    links = re.findall(r"\]\(#([^)]+)\)", PROTOCOL)
    assert len(links) > 20
    assert set(links) <= headings


def test_every_phase_has_its_submodel() -> None:
    wanted = [f"7.{n} {name}" for n, (name, _) in enumerate(PHASES, start=1)]
    found = [name for name in SECTIONS if re.match(r"7\.\d+ ", name)][: len(PHASES)]
    assert [name.lower() for name in found] == wanted


def quoted() -> dict[str, str]:
    """Return the section of the protocol in which each rule is quoted."""
    places = {}
    for name, said in SECTIONS.items():
        for names in re.findall(r"<!-- generated: rules (.*?) -->", said):
            for rule in names.split():
                assert rule not in places, f"{rule} is quoted twice"
                places[rule] = name
    return places


def test_every_rule_is_quoted_once_and_every_quotation_is_a_rule() -> None:
    compiled = {name for name, each in vars(rules).items() if getattr(each, "__module__", "") == rules.__name__}
    assert set(make_tables.rule_definitions()) == compiled
    assert set(quoted()) == compiled


@pytest.mark.parametrize("rule", make_tables.rule_definitions())
def test_numbers_of_a_rule_stand_in_the_equation_written_by_hand(rule: str) -> None:
    """Else the rule was changed and the equation above it forgotten."""
    definition = make_tables.rule_definitions()[rule]
    values = {float(each.value) for each in ast.walk(definition) if isinstance(each, ast.Constant)
              and isinstance(each.value, (int, float))} - {0.0, 1.0}  # fmt: skip
    by_hand = GENERATED.sub("", SECTIONS[quoted()[rule]])
    written = {float(number) for number in re.findall(r"(?<![\w.])\d*\.?\d+", by_hand)}
    assert values <= written


def test_every_behavioural_parameter_has_its_place_in_an_equation() -> None:
    by_hand = GENERATED.sub("", PROTOCOL)
    assert [name for name in Behaviour.declarations() if name not in by_hand] == []


def test_every_state_variable_is_in_the_table() -> None:
    tree = ast.parse((ROOT / "model" / "state.py").read_text(encoding="utf-8"))
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    names = {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    table = SECTIONS["2. Entities, state variables and scales"]
    sizes = {"LANES", "FIELDS", "FIELD_BITS", "WORDS_AT_ONCE", "SKILL_UNIT"}
    assert {name for name in names - sizes if f"`{name}`" not in table} == set()
    assert len(names) > 30


# --- the glossary ---------------------------------------------------------------------------------


def rows(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_every_entry_of_the_glossary_is_in_both_languages() -> None:
    for row in rows(text_of("glossary.md")):
        assert len(row) in (2, 3)
        assert all(row), row


def test_the_glossary_has_the_words_of_the_declarations() -> None:
    text = text_of("glossary.md")
    names = [*LEVERS, *KINDS, *(each.name for each in (*OUTCOMES, *SUMMARIES))]
    assert [name for name in names if f"| `{name}` |" not in text] == []
    labels = [label for each in (*OUTCOMES, *SUMMARIES) for label in (each.label_en, each.label_de)]
    labels += [label for kind in KINDS.values() for label in (kind.label("en"), kind.label("de"))]
    assert [label for label in labels if f"**{label}.**" not in text] == []


def test_german_words_are_of_declared_names_only() -> None:
    words = make_tables.german()
    assert list(words["levers"]) == list(LEVERS)
    assert list(words["outcomes"]) == [each.name for each in (*OUTCOMES, *SUMMARIES)]


@pytest.mark.parametrize("term", TERMS)
def test_the_glossary_explains(term: str) -> None:
    entries = [row for row in rows(text_of("glossary.md")) if re.match(rf"\*\*{term}\b", row[0])]
    assert len(entries) == 1
    assert all(len(cell.split()) >= 6 for cell in entries[0])


# --- pictures and pages for developers ------------------------------------------------------------


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures_can_be_read(picture: str) -> None:
    """At 1,440 pixels text has 14 or more, on paper of its own, with words for those who cannot see it."""
    svg = ET.fromstring(text_of(picture))
    space = {"svg": "http://www.w3.org/2000/svg"}
    assert svg.get("width") == "1440"
    texts = svg.findall(".//svg:text", space)
    assert len(texts) > 30
    assert min(int(each.get("font-size", "0")) for each in texts) >= 14
    assert svg.find("svg:title", space) is not None
    assert svg.find("svg:desc", space) is not None
    paper = svg.find("svg:rect", space)
    assert paper is not None
    assert paper.get("fill") == drawing.PAPER
    fills = [drawing.PAPER, *drawing.PALE.values()]
    for colour in {each.get("fill") for each in texts}:
        assert min(contrast(colour, fill) for fill in fills) >= 4.0, colour


def test_the_picture_of_the_model_has_all_levers_and_phases() -> None:
    text = text_of("images/model.svg")
    labels = [make_tables.german()["levers"][lever]["label_en"] for lever in LEVERS]
    wanted = [*(label.replace("'", "&#x27;") for label in labels), *(name.capitalize() for name, _ in PHASES)]
    assert [each for each in wanted if f">{each}<" not in text] == []


def test_a_lever_missing_in_the_picture_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_model_picture, "WALLS", make_model_picture.WALLS[1:])
    with pytest.raises(ValueError, match="kpi_alignment"):
        make_model_picture.picture()


@pytest.mark.parametrize("page", ["architecture.md", "changing_a_rule.md"])
def test_files_named_on_pages_for_developers_exist(page: str) -> None:
    named = re.findall(r"\b(?:model|scenarios|analysis|tests|docs)/[\w/]+\.\w+", GENERATED.sub("", text_of(page)))
    assert len(named) > 5
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_worked_change_of_a_rule_starts_from_what_is_there() -> None:
    """Whoever changes this rule for good gives the page another example."""
    before = {
        "model/rules.py": "return float(pulled_apart) if mixed_goals else float(kpi_alignment * ",
        "tests/reference_model.py": "return goals**1.5",
        "docs/odd.md": "A' = A~^1.5",
        "tests/model/test_rules.py": "assert convex(alignment) == pytest.approx(alignment**1.5)",
    }
    for file, line in before.items():
        assert line in (ROOT / file).read_text(encoding="utf-8"), file
    page = text_of("changing_a_rule.md")
    for line in before.values():
        assert line.replace("1.5", "2") in page


# --- the checklists -----------------------------------------------------------------------------------


def test_every_question_of_the_checklist_is_answered_and_leads_to_its_section() -> None:
    rows = re.findall(
        r"^\| (I+\.[ivx]+)\.([a-h]) \| (.+\?) \| (.+) \| \[([\d.]+)\]", SECTIONS[ELEMENTS[-1]], re.MULTILINE
    )
    assert [(part, letter) for part, letter, *_ in rows] == [
        (part, letter) for part, count in ASKED.items() for letter in "abcdefgh"[:count]
    ]
    assert all(len(answer) > 4 and any(name.startswith(number) for name in SECTIONS) for *_, answer, number in rows)


def test_trace_has_its_elements_in_order_and_a_notebook() -> None:
    heads = re.findall(r"^## (.+)$", text_of("trace.md"), re.MULTILINE)
    assert heads == [*(f"{n}. {name}" for n, name in enumerate(TRACE, start=1)), "The modelling notebook"]


def test_trace_quotes_what_was_measured() -> None:
    import json

    def said(file: str) -> str:
        return (ROOT / file).read_text(encoding="utf-8")

    trace = text_of("trace.md")
    check = json.loads(said("docs/validation.json"))["checks"].values()
    targets = [each["met"] for one in check for each in one["targets"]]
    assert f"{sum(targets)} of {len(targets)} aims" in trace
    directions, sizes = re.findall(r"\d+ of \d+", said("docs/benchmark.md").split("| evidence | 64 |")[1])[:2]
    assert f"{directions} directions right, {sizes} sizes" in trace
    for number, source in {
        "88.8 %": "FIT",
        "1.32": "FIT",
        "1.33": "FIT",
        "341,010": "FUZZ",
        "0 of 130": "DECIDE",
    }.items():
        assert number in trace
        assert number in said(f"verification/{source}.md")
