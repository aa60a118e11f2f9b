"""The parts of the documentation that are read off the sources: one function per kind of part."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from crm_adoption.analysis.base.least_sizes import LEAST
from crm_adoption.analysis.evidence.facts import marked
from crm_adoption.model import features, levers, market, month, organisation, outcomes, simulation
from crm_adoption.model.behaviour import Behaviour
from crm_adoption.model.declared import Declared
from crm_adoption.scenarios.files.catalogue import catalogue, load
from crm_adoption.scenarios.programmes.intervention import Intervention
from crm_adoption.scenarios.programmes.interventions import KINDS, Training
from crm_adoption.scenarios.programmes.prices import Prices

ROOT = Path(__file__).resolve().parent.parent
GROUPS: tuple[type[Declared], ...] = (
    Behaviour, levers.Levers, organisation.Organisation, organisation.Department, features.Feature, market.Market,
)  # fmt: skip
BETTER = {1: "more", -1: "less", 0: "neither"}
FLOORS = ("model", "scenarios", "analysis")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    columns = list(head)
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def span(limits: tuple[float, float]) -> str:
    """Return a range in words."""
    return f"{limits[0]:g} to {limits[1]:g}"


@cache
def german() -> dict[str, dict[str, Any]]:
    """Return the German words that no declaration has."""
    return tomllib.loads((ROOT / "docs" / "german.toml").read_text(encoding="utf-8"))


# --- the protocol ---------------------------------------------------------------------------------


def phases() -> str:
    """Return the phases of a month: in one line, and with what happens in each."""
    names = ", ".join(name for name, _ in month.PHASES)
    rows = ((str(n), f"**{name}**", what, f"7.{n}") for n, (name, what) in enumerate(month.PHASES, start=1))
    return f"Phases in order: {names}.\n\n" + table(("", "Phase", "What happens", "Submodel"), rows)


def scales() -> str:
    """Return the sizes that a company can have."""
    rows = (
        ("People", f"2 to {organisation.MOST_PEOPLE:,}"),
        ("Departments", f"1 to {organisation.MOST_DEPARTMENTS}"),
        ("Features", f"1 to {features.MOST_FEATURES}"),
        ("Ties per person inside the department", f"0 to {organisation.MOST_TIES}"),
        ("Months", f"1 to {simulation.MOST_MONTHS:,}"),
        ("Replicates", f"1 to {simulation.MOST_REPLICATIONS:,}"),
    )
    return table(("Scale", "Possible"), rows)


@cache
def rule_definitions() -> dict[str, ast.FunctionDef]:
    """Return the rules of model/rules.py by name."""
    tree = ast.parse((ROOT / "model" / "rules.py").read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def rules(*names: str) -> str:
    """Return rules as they stand in model/rules.py: what they return, arguments and body."""
    source = (ROOT / "model" / "rules.py").read_text(encoding="utf-8").splitlines()
    parts = ["As it stands in `model/rules.py`:"]
    for name in names:
        node = rule_definitions()[name]
        said = (ast.get_docstring(node) or "").splitlines()[0]
        arguments = ", ".join(argument.arg for argument in node.args.args)
        body = source[node.body[1].lineno - 1 : node.end_lineno]
        code = "\n".join(f"    {line}".rstrip() for line in (f"def {name}({arguments}):", *body))
        parts.append(f"`{name}`: {said}\n\n{code}")
    return "\n\n".join(parts)


def parameters() -> str:
    """Return all parameters of the model, a line each, by group."""
    parts = []
    for group in GROUPS:
        said = (group.__doc__ or "").splitlines()[0]
        rows = (
            (f"`{each.name}`", each.symbol, each.unit, f"{each.default:g}", span(each.plausible), each.grade)
            for each in group.declarations().values()
        )
        head = ("Name", "Symbol", "Unit", "Default", "Plausible", "Grade")
        parts.append(f"**{group.__name__}.** {said}\n\n{table(head, rows)}")
    return "\n\n".join(parts)


COURSE = (("course", "raise", 0.5),)
"""What training moves as one course; its class lists what it moves month by month."""


def effects_of(kind: type[Intervention]) -> tuple[tuple[str, str, float], ...]:
    """Return all that a kind of intervention does to levers."""
    return (*kind.effects, *(COURSE if kind is Training else ()))


def lever_list() -> str:
    """Return all levers, with their limits and the interventions that move them."""

    def movers(name: str) -> str:
        return ", ".join(kind for kind, each in KINDS.items() if any(name == lever for lever, *_ in effects_of(each)))

    rows = (
        (f"`{each.name}`", each.symbol, each.meaning, each.unit, span(each.allowed), movers(each.name) or "–")
        for each in levers.Levers.declarations().values()
    )
    return table(("Lever", "Symbol", "Meaning", "Unit", "Allowed", "Moved by"), rows)


def outcome_list() -> str:
    """Return the definitions of all outcomes of a month and of a whole run."""
    rows = (
        (f"`{each.name}`", each.label_en, each.meaning, each.unit, BETTER[each.direction],
         "yes" if each.by_department else "no")
        for each in (*outcomes.OUTCOMES, *outcomes.SUMMARIES)
    )  # fmt: skip
    return table(("Outcome", "In words", "Definition", "Unit", "Better is", "By department"), rows)


def relevance_limit() -> str:
    """Return the sentence on which pairs count."""
    limit = f"{features.RELEVANT_FROM:g}"
    return f"A pair is *relevant* if the feature's relevance for the department is at least {limit}."


# --- the glossary ---------------------------------------------------------------------------------


def outcome_words() -> str:
    """Return names and meanings of the outcomes in both languages."""
    words = german()["outcomes"]
    rows = (
        (f"`{each.name}`", f"**{each.label_en}.** {each.meaning}", f"**{each.label_de}.** {words[each.name]}")
        for each in (*outcomes.OUTCOMES, *outcomes.SUMMARIES)
    )
    return table(("Machine name", "English", "Deutsch"), rows)


def lever_words() -> str:
    """Return names and meanings of the levers in both languages."""
    words = german()["levers"]
    rows = (
        (
            f"`{each.name}`",
            f"**{words[each.name]['label_en']}.** {each.meaning}",
            f"**{words[each.name]['label_de']}.** {words[each.name]['meaning_de']}",
        )
        for each in levers.Levers.declarations().values()
    )
    return table(("Machine name", "English", "Deutsch"), rows)


_MOVES = {
    "raise": ("{} closes {:.0%} of its gap to 1", "{} schließt {:.0%} seiner Lücke zu 1"),
    "lower": ("{} loses {:.0%} of its level", "{} verliert {:.0%} seines Stands"),
    "offset": ("{} {:+.2g}", "{} {:+.2g}"),
    "factor": ("{} times {:.2g}", "{} mal {:.2g}"),
}


def intervention_words() -> str:
    """Return the interventions in both languages, with what they move at full strength."""
    words = german()["levers"]

    def moves(kind: Any, lang: int) -> str:
        label = ("label_en", "label_de")[lang]
        said = (_MOVES[how][lang].format(f"“{words[lever][label]}”", amount) for lever, how, amount in effects_of(kind))
        return "; ".join(said) or "–"

    rows = (
        (f"`{name}`", f"**{kind.label_en}.** {moves(kind, 0)}", f"**{kind.label_de}.** {moves(kind, 1)}")
        for name, kind in KINDS.items()
    )
    return table(("Kind", "English", "Deutsch"), rows)


_ON_FEATURES = {
    "Mandate": "closes the old way of `features`",
    "StagedRollout": "features cannot be used before their wave",
    "SwitchOffFeatures": "`features` cannot be used",
    "AutonomousAI": "`features` (or every AI feature) act on customers by themselves",
    "RetireOwnSystem": "own systems for `features` (or all) are switched off",
    "ConnectOwnSystem": "own systems for `features` (or all) pass on 90% of their entries to the record",
    "NewFeatureWave": "`features` cannot be used before its start; no training for what goes live then",
}


def cited(text: str) -> str:
    """Return a text with a mark behind each piece of evidence that is not, or partly not, checked."""
    return re.sub(r"\b[A-Z]\d{1,2}\b", lambda found: marked(found[0]).replace(" (", ", ").replace(")", ""), text)


def intervention_list() -> str:
    """Return every kind of intervention: what it changes, on what evidence, at what default price."""
    declared = Prices.declarations()

    def moves(name: str, kind: type[Intervention]) -> str:
        said = [
            _MOVES[how][0].format(f"`{lever}`", amount)
            for lever, how, amount in effects_of(kind)
            if name != "NewFeatureWave"
        ]
        return "; ".join([*said, *([_ON_FEATURES[name]] if name in _ON_FEATURES else [])])

    def price(kind: type[Intervention]) -> str:
        said = []
        for name in kind.prices:
            of = declared[name]
            source = "judgement" if of.source in ("", "judgement") else f"{marked(of.source)}, grade {of.grade}"
            said.append(f"{of.default:,.0f} {of.unit} ({of.plausible[0]:,.0f} to {of.plausible[1]:,.0f}; {source})")
        return "; ".join(said) or "nothing"

    def own(kind: type[Intervention]) -> str:
        common = {each.name for each in fields(Intervention)}
        return ", ".join(f"`{each.name}`" for each in fields(kind) if each.name not in common) or "–"

    rows = (
        (f"`{name}`", cited((kind.__doc__ or "").splitlines()[0]), moves(name, kind), own(kind), price(kind))
        for name, kind in KINDS.items()
    )
    head = (
        "kind",
        "what it is, and its evidence",
        "moves, at full strength",
        "fields of its own",
        "default price (range; source)",
    )
    return table(head, rows)


def feature_words() -> str:
    """Return the names of the standard features in both languages."""
    rows = ((f"`{each.name}`", each.label_en, each.label_de) for each in features.STANDARD_FEATURES)
    return table(("Machine name", "English", "Deutsch"), rows)


def scenario_words() -> str:
    """Return the titles of the shipped scenarios in both languages."""
    rows = ((f"`{name}`", load(name).title("en"), load(name).title("de")) for name in catalogue())
    return table(("Machine name", "English", "Deutsch"), rows)


def least_sizes() -> str:
    """Return from how many values on each statistic is given, with the reasons."""
    rows = ((name, str(each.size), each.of, each.why) for name, each in LEAST.items())
    return table(("Statistic", "Least", "Counted", "Why not fewer"), rows)


# --- the architecture -----------------------------------------------------------------------------


def _purpose(path: Path) -> str:
    """Return the first line of a module's docstring."""
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").splitlines()[0]


def modules() -> str:
    """Return every module of the package with the first line of its docstring."""
    folders = [path.parent for floor in FLOORS for path in sorted((ROOT / floor).rglob("__init__.py"))]
    parts = []
    for folder in folders:
        found = sorted(path for path in folder.glob("*.py") if path.name != "__init__.py")
        if found:
            rows = ((f"`{path.name}`", _purpose(path)) for path in found)
            title = f"**`{folder.relative_to(ROOT).as_posix()}/`**: {_purpose(folder / '__init__.py')}"
            parts.append(f"{title}\n\n{table(('Module', 'What it is for'), rows)}")
    return "\n\n".join(parts)


# --- validation ---------------------------------------------------------------------------------------


@cache
def _validation() -> dict[str, Any]:
    """Return the recorded validation, as `crm-adoption validate --json` printed it."""
    import json

    found: dict[str, Any] = json.loads((ROOT / "docs" / "validation.json").read_text(encoding="utf-8"))
    return found


def validation_made() -> str:
    """Return when and how the recorded numbers were made."""
    made, size = _validation(), _validation()["size"]
    targets = [each for check in made["checks"].values() for each in check["targets"]]
    met = sum(each["met"] for each in targets)
    return (
        f"Recorded on {made['created'][:10]} with crm-adoption {made['version']}, seed {made['seed']}; "
        f"{size['splits']} random halves, {size['sets']} parameter sets, {size['samples']} simulated surveys, "
        f"{size['replicates']} drawn networks. **{met} of {len(targets)} aims are met**; the others are named below."
    )


def validation_check(name: str) -> str:
    """Return what one recorded check showed and did not show, and its aims."""
    from crm_adoption.analysis.validation.checks import Target
    from crm_adoption.analysis.validation.report import heads, target_row

    check = _validation()["checks"][name]
    targets = [Target(**{key: value for key, value in each.items() if key != "met"}) for each in check["targets"]]
    rows = [
        [*row[:-1], "**no**" if row[-1] == "no" else row[-1]] for row in (target_row(each, "en") for each in targets)
    ]
    words = check["words"]["en"]
    return f"{words['shown']}\n\n{words['not_shown']}\n\n{table(heads('en'), rows)}"


# --- the benchmark ------------------------------------------------------------------------------------


@cache
def _benchmark() -> dict[str, Any]:
    """Return the recorded benchmark, as `crm-adoption benchmark --json` prints it."""
    import json

    found: dict[str, Any] = json.loads((ROOT / "verification" / "benchmark.json").read_text(encoding="utf-8"))
    return found


def benchmark_lead() -> str:
    """Return the hit rate of the benchmark, for the page on validation."""
    from crm_adoption.analysis.benchmarking.page import lead

    return lead(_benchmark(), "en")


def benchmark_in_short() -> str:
    """Return the hit rate of the benchmark, for the start page."""
    from crm_adoption.analysis.benchmarking.page import in_short

    return in_short(_benchmark(), "en")
