"""The layouts in which answers come back, as the tools write them; what is known of them is said in the how-to page."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import numpy.typing as npt
from crm_adoption import load
from crm_adoption.scenarios.surveys.sheets import sheet_text
from filled_sheets import ASKED, table_text

COMPANY = load("seed_company").company.organisation
LABELS = {
    lang: {each.name: each.label(lang) for each in COMPANY.departments} | {"": ASKED.asked("other", lang)}
    for lang in ("en", "de")
}


@dataclass(frozen=True)
class Filled:
    """What people ticked."""

    ticks: npt.NDArray
    departments: Sequence[str]
    heads: Sequence[bool]
    lang: str = "en"

    def word(self, tick: int, nothing: str = "") -> str:
        return ASKED.scale(self.lang)[tick - 1] if tick else nothing

    def who(self, n: int) -> list[str]:
        leads = ASKED.asked("yes" if self.heads[n] else "no", self.lang)
        return [LABELS[self.lang][self.departments[n]], leads]

    def texts(self) -> list[str]:
        return [each.text(self.lang) for each in ASKED.items]

    def asked(self) -> list[str]:
        return [ASKED.asked("department", self.lang), ASKED.asked("leads", self.lang)]

    def title(self, part: str) -> str:
        return next(each.title(self.lang) for each in ASKED.parts if each.name == part)


Layout = Callable[[Filled, Path], Path]


def sheets(filled: Filled, folder: Path) -> Path:
    place = folder / "sheets"
    place.mkdir()
    for n, ticks in enumerate(filled.ticks.tolist()):
        (place / f"crm-survey-{n:08x}.txt").write_text(_sheet(filled, n, ticks), encoding="utf-8")
    return place


def _sheet(filled: Filled, n: int, ticks: Sequence[int]) -> str:
    said = {"sheet": f"{n:08x}", "department": filled.departments[n], "leads": "yes" if filled.heads[n] else "no"}
    return sheet_text(ASKED, ticks, {**said, "language": filled.lang, "seconds": "300"})


def mails(filled: Filled, folder: Path) -> Path:
    """All in one file, as answers to a mail: quoted, and broken after 40 letters."""
    lines = ["Guten Tag, anbei meine Antworten = alles; danke!"]
    for n, ticks in enumerate(filled.ticks.tolist()):
        words = _sheet(filled, n, ticks).replace("\n", " ").split(" ")
        line = ">"
        for word in words:
            if len(line) > 40:
                lines.append(line)
                line = ">"
            line += f" {word}"
        lines.append(line)
    path = folder / "mails.txt"
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


def saved_mails(filled: Filled, folder: Path) -> Path:
    """Mails as programs save them: plain, coded in base64, as a page alone, with the file attached."""
    place = folder / "mails"
    place.mkdir()
    for n, ticks in enumerate(filled.ticks.tolist()):
        text, mail = _sheet(filled, n, ticks), EmailMessage()
        mail["From"], mail["Subject"] = f"Jürgen Größe {n} <jg{n}@example.com>", "Fragebogen"
        if n % 4 == 0:
            mail.set_content(f"Schöne Grüße = bis bald\n\n{text}", cte="quoted-printable")
        elif n % 4 == 1:
            mail.set_content(text, cte="base64")
        elif n % 4 == 2:
            mail.set_content("<div>" + text.replace("\n", "<br>&nbsp;") + "</div>", subtype="html")
        else:
            mail.set_content("siehe Anhang")
            mail.add_attachment(text, filename="crm-survey.txt")
        (place / f"{n}.eml").write_bytes(mail.as_bytes())
    return place


def _saved(text: str, path: Path, encoding: str = "utf-8-sig") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def template(filled: Filled, folder: Path) -> Path:
    return _saved(table_text(_template_rows(filled)), folder / "answers.csv")


def _template_rows(filled: Filled) -> list[list[object]]:
    heads = ["department", "leads", *(each.name for each in ASKED.items)]
    rows = [
        [filled.departments[n], "x" if filled.heads[n] else "", *(tick or "" for tick in ticks)]
        for n, ticks in enumerate(filled.ticks.tolist())
    ]
    return [heads, *rows]


def saved_again(filled: Filled, folder: Path) -> Path:
    """The template as a German Excel saves it."""
    return _saved(table_text(_template_rows(filled), ";"), folder / "antworten.csv", "cp1252")


def workbook(filled: Filled, folder: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for row in _template_rows(filled):
        book.active.append([None if each == "" else each for each in row])
    book.create_sheet("Notes").append(["The box was emptied on Friday."])
    whole = io.BytesIO()
    book.save(whole)
    path = folder / "answers.xlsx"
    path.write_bytes(whole.getvalue())
    return path


def _forms_heads(filled: Filled) -> list[str]:
    if filled.lang == "de":
        return ["Id", "Startzeit", "Fertigstellungszeit", "E-Mail", "Name"]
    return ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time"]


def _forms_who(filled: Filled, n: int) -> list[str]:
    day = f"{3 + n % 25:02d}"
    times = (f"{day}.03.2026 10:00:00", f"{day}.03.2026 10:04:10")
    return [str(n + 1), *times, "anonymous", ""] + ([] if filled.lang == "de" else [""])


def forms(filled: Filled, folder: Path) -> Path:
    """Microsoft Forms, one question for each statement."""
    rows = [
        [
            *_forms_who(filled, n),
            *filled.who(n),
            *(filled.word(tick, ASKED.asked("unsaid", filled.lang)) for tick in ticks),
        ]
        for n, ticks in enumerate(filled.ticks.tolist())
    ]
    return _saved(table_text([[*_forms_heads(filled), *filled.asked(), *filled.texts()], *rows]), folder / "forms.csv")


def forms_workbook(filled: Filled, folder: Path) -> Path:
    """Microsoft Forms as Excel opens it: times are typed as times."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.append([*_forms_heads(filled), *filled.asked(), *filled.texts()])
    for n, ticks in enumerate(filled.ticks.tolist()):
        times = [datetime(2026, 3, 3 + n % 25, 10, 0, 0), datetime(2026, 3, 3 + n % 25, 10, 4, 30)]
        who = _forms_who(filled, n)
        words = [filled.word(tick) or None for tick in ticks]
        book.active.append([n + 1, *times, *(each or None for each in who[3:]), *filled.who(n), *words])
    whole = io.BytesIO()
    book.save(whole)
    path = folder / "Fragebogen(1-40).xlsx"
    path.write_bytes(whole.getvalue())
    return path


def likert(filled: Filled, folder: Path) -> Path:
    """Microsoft Forms, a Likert question for each part: headings name the question and the statement."""
    heads = [f"{filled.title(each.part)}.{each.text(filled.lang)}" for each in ASKED.items]
    rows = [
        [*_forms_who(filled, n), *filled.who(n), *(filled.word(tick) for tick in ticks)]
        for n, ticks in enumerate(filled.ticks.tolist())
    ]
    return _saved(table_text([[*_forms_heads(filled), *filled.asked(), *heads], *rows], ";"), folder / "likert.csv")


def google(filled: Filled, folder: Path) -> Path:
    """Google Forms with grids."""
    stamp = "Zeitstempel" if filled.lang == "de" else "Timestamp"
    heads = [f"{filled.title(each.part)} [{each.text(filled.lang)}]" for each in ASKED.items]
    rows = [
        [f"2026/03/0{1 + n % 9} 9:{n % 60:02d}:15 AM GMT+1", *filled.who(n), *(filled.word(tick) for tick in ticks)]
        for n, ticks in enumerate(filled.ticks.tolist())
    ]
    return _saved(table_text([[stamp, *filled.asked(), *heads], *rows]), folder / "google.csv")


def scale(filled: Filled, folder: Path) -> Path:
    """Google Forms with linear scales: numbers."""
    rows = [
        [f"{1 + n % 9}/3/2026 10:{n % 60:02d}:15", *filled.who(n), *(tick or "" for tick in ticks)]
        for n, ticks in enumerate(filled.ticks.tolist())
    ]
    return _saved(table_text([["Timestamp", *filled.asked(), *filled.texts()], *rows]), folder / "scale.csv")


_LIME = ["id", "submitdate", "lastpage", "startlanguage", "seed"]


def _lime(filled: Filled, heads: Sequence[str], who: Callable[[int], list[str]], word: Callable[[int], str]) -> str:
    rows = [
        [n + 1, f"2026-03-02 10:{n % 60:02d}:00", 5, filled.lang, 1234567 + n, *who(n), *map(word, ticks), 250.5]
        for n, ticks in enumerate(filled.ticks.tolist())
    ]
    return table_text([[*_LIME, *heads, "interviewtime"], *rows])


def _lime_codes(filled: Filled, n: int) -> list[str]:
    number = (
        [each.name for each in COMPANY.departments].index(filled.departments[n]) + 1 if filled.departments[n] else 0
    )
    return [f"D{number}" if number else "other", "yes" if filled.heads[n] else "no"]


def lime_codes(filled: Filled, folder: Path) -> Path:
    """LimeSurvey, codes of questions and of answers."""
    heads = ["department", "leads", *(f"{each.part}[{each.name.replace('_', '')}]" for each in ASKED.items)]
    return _saved(
        _lime(filled, heads, lambda n: _lime_codes(filled, n), lambda tick: str(tick or "NA")),
        folder / "results-survey1.csv",
    )


def lime_full(filled: Filled, folder: Path) -> Path:
    """LimeSurvey, full texts of questions and of answers."""
    heads = [*filled.asked(), *(f"{filled.title(each.part)} [{each.text(filled.lang)}]" for each in ASKED.items)]
    return _saved(_lime(filled, heads, filled.who, filled.word), folder / "results-survey2.csv")


def lime_both(filled: Filled, folder: Path) -> Path:
    """LimeSurvey, code and text of questions, answers as A1 to A5."""
    heads = [f"department. {filled.asked()[0]}", f"leads. {filled.asked()[1]}"]
    heads += [
        f"{each.part}[{each.name.replace('_', '')}]. {filled.title(each.part)} [{each.text(filled.lang)}]"
        for each in ASKED.items
    ]
    text = _lime(filled, heads, filled.who, lambda tick: f"A{tick}" if tick else "")
    return _saved(text, folder / "results-survey3.csv")


def lime_r(filled: Filled, folder: Path) -> Path:
    """LimeSurvey as its exports for R and SPSS name columns, answers as AO01 to AO05."""
    heads = ["department", "leads", *(f"{each.part}_{each.name.replace('_', '')}" for each in ASKED.items)]
    text = _lime(filled, heads, filled.who, lambda tick: f"AO0{tick}" if tick else "")
    return _saved(text, folder / "results-survey4.csv")


LAYOUTS: Mapping[str, Layout] = {
    each.__name__: each
    for each in (
        sheets, mails, saved_mails, template, saved_again, workbook, forms, forms_workbook, likert, google, scale,
        lime_codes, lime_full, lime_both, lime_r,
    )
}  # fmt: skip
