"""All forms of the questionnaire as one folder: a page, sheets, templates, files for survey tools, an invitation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from ...model.organisation import Department, Organisation
from ...scenarios.surveys.columns import DEPARTMENT, LEADS
from ...scenarios.surveys.departments import codes_of
from ...scenarios.surveys.instrument import LANGUAGES, Instrument, instrument
from ...scenarios.words.catalogue import Words
from ..company.exports import csv_text
from ..company.suppressing import LEAST
from .page import page
from .paper import sheet
from .tools import google_forms, lime_survey, microsoft_forms

_say = Words("surveys.forms")
WORKBOOK = "answers.xlsx"
ROOM_FOR = 500
"""Rows of the workbook in which only points of the scale can be typed."""
_LONGEST_LIST = 250
"""Letters up to which Excel takes a list of choices."""


@dataclass(frozen=True)
class Wish:
    """What forms are wanted.

    Attributes
    ----------
    lang : {"en", "de"}
        Language in which the page opens, and of what has one only.
    leads : bool
        Whether it is asked who leads others.
    crm : str
        What the CRM is called in the company.
    """

    lang: str = "en"
    leads: bool = True
    crm: str = ""


def offered(company: Organisation) -> tuple[Department, ...]:
    """Return the departments that can be chosen: nothing could be shown of one with fewer than five people."""
    return tuple(each for each in company.departments if each.people >= LEAST)


def texts_of(company: Organisation, wish: Wish) -> dict[str, str]:
    """Return the forms that are texts, by the names of their files.

    Parameters
    ----------
    company : Organisation
        Whose departments can be chosen.
    wish : Wish
    """
    asked, here = instrument(), offered(company)
    found = {
        "survey.html": page(asked, here, wish.lang, leads=wish.leads, crm=wish.crm),
        "answers.csv": template_text(asked, leads=wish.leads),
        "limesurvey.txt": lime_survey(asked, here, codes_of(company), leads=wish.leads),
    }
    for lang in LANGUAGES:
        found[f"sheet_{lang}.html"] = sheet(asked, here, lang, leads=wish.leads, crm=wish.crm)
        found[f"google_forms_{lang}.txt"] = google_forms(asked, here, lang, leads=wish.leads)
        found[f"microsoft_forms_{lang}.txt"] = microsoft_forms(asked, here, lang, leads=wish.leads)
        found[f"invitation_{lang}.txt"] = "\n\n".join(_say.several("invitation", lang)) + "\n"
    return found


def heads_of(asked: Instrument, *, leads: bool) -> list[str]:
    """Return the headings of the templates: one column a question, by its name."""
    return [DEPARTMENT, *([LEADS] if leads else []), *(each.name for each in asked.items)]


def template_text(asked: Instrument, *, leads: bool = True) -> str:
    """Return an empty table of answers as CSV, to type sheets of paper into."""
    return csv_text(heads_of(asked, leads=leads), [])


def workbook_of(company: Organisation, wish: Wish) -> Callable[[Path], object] | None:
    """Return what writes the template as a workbook into a folder; None where openpyxl is not installed.

    Parameters
    ----------
    company : Organisation
    wish : Wish
    """
    if find_spec("openpyxl") is None:
        return None
    return lambda folder: _write_workbook(company, wish, folder / WORKBOOK)


def _write_workbook(company: Organisation, wish: Wish, path: Path) -> None:
    """Write one sheet: a column a question, its text shown where one types, and nothing but points of the scale."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    from ..base.sheets import save_workbook, write_sheet

    asked = instrument()
    book, heads = Workbook(write_only=True), heads_of(asked, leads=wish.leads)
    write_sheet(book, _say("answers", wish.lang), heads, [])
    rules = [_Rule({"type": "whole", "operator": "between", "formula1": "0", "formula2": str(asked.points)},
                   each.text(wish.lang)) for each in asked.items]  # fmt: skip
    names = ",".join(each.label(wish.lang).replace(",", " ") for each in offered(company))
    listed = {"type": "list", "formula1": f'"{names}"'} if len(names) < _LONGEST_LIST and '"' not in names else {}
    rules[:0] = [
        _Rule(listed, asked.asked(DEPARTMENT, wish.lang)),
        *([_Rule({}, asked.asked(LEADS, wish.lang))] * wish.leads),
    ]
    for column, rule in enumerate(rules, start=1):
        letter = get_column_letter(column)
        found = DataValidation(
            **rule.allowed, allow_blank=True, showInputMessage=True, showErrorMessage=bool(rule.allowed)
        )
        found.prompt, found.error = rule.prompt, _say("scale", wish.lang, **_ends(asked, wish.lang))
        found.errorTitle = _say("beyond", wish.lang)
        found.add(f"{letter}2:{letter}{ROOM_FOR + 1}")
        book.worksheets[0].data_validations.append(found)
    save_workbook(book, path)


@dataclass(frozen=True)
class _Rule:
    """What may be typed into a column, and what is shown there."""

    allowed: Mapping[str, str]
    prompt: str


def _ends(asked: Instrument, lang: str) -> Mapping[str, object]:
    return {"points": asked.points, "least": asked.scale(lang)[0], "most": asked.scale(lang)[-1]}
