"""What is wrong with the options of a command: what typer says of it, as phrases that speak the language too."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from ...model.phrase import SILENCE, Phrase, Template

TEMPLATES = (
    Template("Missing command."), Template("No such command {name}. Did you mean {near}?"),
    Template("No such command {name}."), Template("No such option: {name} (Possible options: {names})"),
    Template("No such option: {name} Did you mean {names}?"), Template("No such option: {name}"),
    Template("Missing {kind} {name}."), Template("Got unexpected extra arguments ({names})"),
    Template("Got unexpected extra argument(s) ({names})"), Template("Got unexpected extra argument ({names})"),
    Template("Option {name} requires {count} arguments."), Template("Option {name} requires an argument."),
    Template("Option {name} does not take a value."), Template("Argument {name} takes {count} values."),
    Template("Invalid value for {name}: {problem}"), Template("Invalid value: {problem}"),
    Template("Value {value} is not a valid {type}."), Template("Value must be an iterable."),
)  # fmt: skip
"""What typer says, as far as our commands can meet it."""
KINDS: dict[str, Phrase] = {str(each): each for each in (Phrase("argument"), Phrase("option"), Phrase("parameter"))}
"""What may be missing."""


@cache
def _forms() -> tuple[tuple[Template, re.Pattern[str]], ...]:
    """Return each template with what it looks like when it is filled."""
    blanks = re.compile(r"\\\{(\w+)\\\}")
    return tuple((each, re.compile(blanks.sub(r"(?P<\1>.+?)", re.escape(each)), re.DOTALL)) for each in TEMPLATES)


def recognised(text: str) -> Phrase:
    """Return what typer says as a phrase, whatever it is."""
    if isinstance(text, Phrase):
        return text
    for template, form in _forms():
        if found := form.fullmatch(text):
            values = found.groupdict()
            if "problem" in values:
                values["problem"] = recognised(values["problem"])
            if "kind" in values:
                values["kind"] = KINDS.get(values["kind"]) or values["kind"]
            return Phrase(template, **values)
    return Phrase("{text}", text=text)


def misused(error: Any) -> Phrase:
    """Return what is wrong with the command line, and where to read how it is right.

    Parameters
    ----------
    error : UsageError
        Of typer's, or of the click that it brings along.
    """
    text = error.format_message()
    problem = recognised(text)
    if isinstance(error.message, Phrase) and "problem" in problem.values:  # our own words inside theirs
        problem = Phrase(problem.template, **{**problem.values, "problem": error.message})
    stop = SILENCE if text.endswith((".", "?")) else "."
    command = error.ctx.command_path if error.ctx else ""
    where = Phrase(" See {command} --help.", command=command) if command else SILENCE
    return Phrase("{problem}{stop}{where}", problem=problem, stop=stop, where=where)
