"""``crm-adoption vendors``: the exports that are read as they come, and what can be concluded from each."""

from __future__ import annotations

from typing import Annotated

import typer

from ...scenarios.words.catalogue import Words
from .options import Json, Lang, Language

_say = Words("cli.vendors")


def vendors_command(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Show these in full, such as hubspot_audit_log.")
    ] = None,
    lang: Lang = Language.en,
    json: Json = False,
) -> None:
    """List the vendors' exports that need no mapping: what each shows, and what it cannot show."""
    from ...scenarios.vendors.record import vendor, vendors
    from ..base.results import write_json
    from ..company.vendor_words import described, record, shows, state
    from .screen import console, show_table

    found = [vendor(name) for name in names] if names else vendors()
    if json:
        write_json([record(each) for each in found])
        return
    screen = console()
    if names:
        for each in found:
            show_table(screen, f"{each.name}: {each.product}", ("", ""), described(each, lang.value), left=2)
        return
    rows = [
        [each.name, each.product, each.said("export", lang.value), shows(each, lang.value), state(each, lang.value)]
        for each in found
    ]
    show_table(screen, "", _say.several("heads", lang.value), rows, left=5)
    screen.print(_say("how", lang.value))
