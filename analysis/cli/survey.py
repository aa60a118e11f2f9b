"""``crm-adoption survey``: forms to ask the people with, and what came back."""

from __future__ import annotations

import typer

from . import survey_new, survey_read, survey_report

app = typer.Typer(
    help="Ask the people: make a questionnaire, read the answers.", no_args_is_help=True, rich_markup_mode=None
)
app.command("new")(survey_new.new_command)
app.command("read")(survey_read.read_command)
app.command("report")(survey_report.report_command)
