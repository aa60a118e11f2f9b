"""The page on vendors' exports, made from the records of their layouts."""

from __future__ import annotations

from collections.abc import Iterable

from crm_adoption.analysis.company.vendor_words import concluded, described, shows, state
from crm_adoption.scenarios.vendors.record import Vendor, vendors


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("*", "\\*") for cell in cells) + " |"


def _overview(each: Vendor) -> str:
    return _row([f"[`{each.name}`](#{each.name})", each.product, each.export_en, shows(each, "en"), state(each, "en")])


def _section(each: Vendor) -> str:
    lines = [f"### {each.name}", "", concluded(each, "en"), "", "| | |", "|---|---|"]
    lines += [_row(pair) for pair in described(each, "en") if pair[1] != concluded(each, "en")]
    return "\n".join(lines)


def vendor_exports() -> str:
    """Return the overview of all layouts, and each in full."""
    head = [_row(["`--vendor`", "Product", "Export", "What it shows", "Source"]), "|---|---|---|---|---|"]
    return "\n\n".join(["\n".join([*head, *map(_overview, vendors())]), *map(_section, vendors())])
