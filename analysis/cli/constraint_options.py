"""Options for what must not be chosen, shared by the commands that search or divide a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ...model.phrase import Phrase
from .options import amount, whole

if TYPE_CHECKING:
    from ...scenarios.core.constraints import Constraints

Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="KIND", help="A kind of intervention that must not be used; repeat for more."),
]
AtMost = Annotated[
    list[str] | None,
    typer.Option(
        "--at-most", metavar="KIND=EUR", help="Most that may be spent on a kind of intervention; repeat for more."
    ),
]
NotBefore = Annotated[
    list[str] | None,
    typer.Option(
        "--not-before", metavar="MONTH",
        help="Month before which nothing may begin; as KIND=MONTH for one kind of intervention; repeat for more.",
    ),
]  # fmt: skip


def _divided(text: str, example: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip() or not value.strip():
        problem = Phrase("{text!r} limits nothing; write it as {example}.", text=text, example=example)
        raise typer.BadParameter(problem)
    return name.strip(), value.strip()


def constraints(without: list[str] | None, at_most: list[str] | None, not_before: list[str] | None) -> Constraints:
    """Return what the options say must be kept to.

    Raises
    ------
    InputError
        For a kind that there is not, with the nearest.
    """
    from ...scenarios.core.constraints import ALL, Constraints

    amounts = [_divided(each, "Training=50000") for each in at_most or ()]
    months = [_divided(each if "=" in each else f"{ALL}={each}", "AlignKPIs=6") for each in not_before or ()]
    return Constraints(
        tuple(without or ()),
        {kind: amount(value) for kind, value in amounts},
        {kind: whole(value) for kind, value in months},
    )
