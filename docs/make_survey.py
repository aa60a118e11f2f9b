"""The page on surveys: what is asked and what it informs, made from the questionnaire."""

from __future__ import annotations

from collections.abc import Iterable

from crm_adoption.scenarios.surveys.instrument import Tie, instrument


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(head)
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _said(tie: Tie) -> str:
    return f"`{tie.parameter}` {'+' if tie.sign > 0 else '−'}{' (how much people differ)' if tie.spread else ''}"


def questionnaire() -> str:
    """Return what is measured with the parameters that it informs, and every statement with its source."""
    asked = instrument()
    label = {each.name: each.label_en for each in asked.constructs}
    turned = {True: " (turned round)", False: ""}
    measured = _table(
        ["What is measured", "Was gemessen wird", "What it informs", "Statements"],
        ([each.label_en, each.label_de, ", ".join(map(_said, each.ties)), str(len(asked.columns(each.name)))]
         for each in asked.constructs),
    )  # fmt: skip
    statements = _table(
        ["Name", "Statement", "Aussage", "Of", "Follows in idea", "Loading"],
        ([f"`{each.name}`", each.text_en, each.text_de, label[each.construct] + turned[each.reversed],
          each.follows, f"{each.loading:.2f}"] for each in asked.items),
    )  # fmt: skip
    return f"{measured}\n\n{statements}"
