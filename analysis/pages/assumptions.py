"""What is assumed, one click away: the model's protocol, the evidence, all numbers, and what the words mean."""

from __future__ import annotations

import solara


@solara.component
def Assumptions(lang: str) -> None:  # noqa: N802 - Solara's way to name components
    """Show the documents."""
    solara.Text("…")
