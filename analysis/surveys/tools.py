"""The questionnaire for survey tools: what LimeSurvey imports, what makes a Google form, what Microsoft Forms takes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from ...model.organisation import Department
from ...scenarios.surveys.columns import DEPARTMENT, LEADS
from ...scenarios.surveys.instrument import LANGUAGES, Instrument
from ...scenarios.words.catalogue import Words

_say = Words("surveys.tools")
_page = Words("surveys.page")
_HEAD = ("class", "type/scale", "name", "relevance", "text", "help", "language", "mandatory", "other")
_SETTINGS = {
    "language": "en", "additional_languages": "de", "anonymized": "Y", "datestamp": "N", "ipaddr": "N", "refurl": "N",
    "savetimings": "N", "format": "G", "allowsave": "N", "tokenanswerspersistence": "N", "usetokens": "N",
}  # fmt: skip
"""Anonymous: no addresses, no times, no codes of access."""
OTHER, YES, NO, UNSAID = "other", "yes", "no", "NA"
"""Codes of answers."""
Row = tuple[str, str, str, str, str]


def code(name: str) -> str:
    """Return a name as LimeSurvey takes it: letters and digits alone.

    Examples
    --------
    >>> code("useful_helps")
    'usefulhelps'
    """
    return name.replace("_", "")


def lime_survey(
    asked: Instrument, departments: Sequence[Department], codes: Mapping[str, str], *, leads: bool = True
) -> str:  # fmt: skip
    """Return the text of a file that LimeSurvey imports: both languages, codes by which answers are read again.

    Parameters
    ----------
    asked : Instrument
    departments : sequence of Department
    codes : mapping of str to str
        Code of each department's answer.
    leads : bool
        Whether it is asked who leads others.
    """
    lines: list[Sequence[str]] = [_HEAD]
    lines += [["S", "", name, "", value, "", "", "", ""] for name, value in _SETTINGS.items()]
    for lang in LANGUAGES:
        lines.append(["SL", "", "surveyls_title", "", _page("title", lang), "", lang, "", ""])
        lines.append(["SL", "", "surveyls_welcometext", "", _say("welcome", lang), "", lang, "", ""])
    for lang in LANGUAGES:
        rows = [*_who(asked, departments, codes, lang, leads=leads), *_arrays(asked, lang)]
        for kind, scale, name, shown, words in rows:
            lines.append([kind, scale, name, shown, words, "", lang, "N" if kind == "Q" else "", "N"])
    return "".join("\t".join(map(_cell, line)) + "\n" for line in lines)


def _cell(text: str) -> str:
    """Return a text as a field between tabs: on one line, quotation marks doubled."""
    plain = " ".join(text.split())
    return '"' + plain.replace('"', '""') + '"' if '"' in plain else plain


def _who(
    asked: Instrument, departments: Sequence[Department], codes: Mapping[str, str], lang: str, *, leads: bool
) -> Iterator[Row]:  # fmt: skip
    yield "G", "1", _say("you", lang), "1", ""
    yield "Q", "!", DEPARTMENT, "1", asked.asked("department", lang)
    for each in departments:
        yield "A", "0", codes[each.name], "", each.label(lang)
    yield "A", "0", OTHER, "", asked.asked("other", lang)
    if leads:
        yield "Q", "L", LEADS, "1", asked.asked("leads", lang)
        yield "A", "0", YES, "", asked.asked("yes", lang)
        yield "A", "0", NO, "", asked.asked("no", lang)


def _arrays(asked: Instrument, lang: str) -> Iterator[Row]:
    for number, part in enumerate(asked.parts, start=2):
        yield "G", str(number), part.title(lang), "1", ""
        yield "Q", "F", part.name, "1", part.title(lang)
        for each in asked.items:
            if each.part == part.name:
                yield "SQ", "0", code(each.name), "1", each.text(lang)
        for point, words in enumerate(asked.scale(lang), start=1):
            yield "A", "0", str(point), "", words
        yield "A", "0", UNSAID, "", asked.asked("unsaid", lang)


def google_forms(asked: Instrument, departments: Sequence[Department], lang: str, *, leads: bool = True) -> str:
    """Return a script that makes a Google form, to be pasted at script.google.com.

    Parameters
    ----------
    asked : Instrument
    departments : sequence of Department
    lang : {"en", "de"}
    leads : bool
        Whether it is asked who leads others.
    """
    named = [*(each.label(lang) for each in departments), asked.asked("other", lang)]
    columns = [*asked.scale(lang), asked.asked("unsaid", lang)]
    lines = [
        *(f"// {line}" for line in _say.several("google", lang)),
        "function makeSurvey() {",
        f"  const form = FormApp.create({_quoted(_page('title', lang))});",
        "  form.setCollectEmail(false).setLimitOneResponsePerUser(false).setShowLinkToRespondAgain(false);",
        f"  form.setDescription({_quoted(_say('welcome', lang))});",
        f"  form.addListItem().setTitle({_quoted(asked.asked('department', lang))}).setChoiceValues({_quoted(named)});",
    ]
    if leads:
        ticks = [asked.asked("yes", lang), asked.asked("no", lang)]
        title = _quoted(asked.asked("leads", lang))
        lines.append(f"  form.addMultipleChoiceItem().setTitle({title}).setChoiceValues({_quoted(ticks)});")
    for part in asked.parts:
        rows = [each.text(lang) for each in asked.items if each.part == part.name]
        lines.append(f"  form.addGridItem().setTitle({_quoted(part.title(lang))})")
        lines.append(f"    .setRows({_quoted(rows)})")
        lines.append(f"    .setColumns({_quoted(columns)});")
    return "\n".join([*lines, "  Logger.log(form.getEditUrl());", "}", ""])


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def microsoft_forms(asked: Instrument, departments: Sequence[Department], lang: str, *, leads: bool = True) -> str:
    """Return a text of numbered questions with lettered choices, as Microsoft Forms imports them from Word.

    Parameters
    ----------
    asked : Instrument
    departments : sequence of Department
    lang : {"en", "de"}
    leads : bool
        Whether it is asked who leads others.
    """
    scale = [*asked.scale(lang), asked.asked("unsaid", lang)]
    named = [*(each.label(lang) for each in departments), asked.asked("other", lang)]
    questions = [(asked.asked("department", lang), named)]
    if leads:
        questions.append((asked.asked("leads", lang), [asked.asked("yes", lang), asked.asked("no", lang)]))
    questions += [(each.text(lang), scale) for each in asked.items]
    lines = [_page("title", lang), _say("welcome", lang), ""]
    for number, (text, choices) in enumerate(questions, start=1):
        lines.append(f"{number}. {text}")
        lines += [f"   {chr(ord('a') + n)}) {each}" for n, each in enumerate(choices)]
        lines.append("")
    return "\n".join(lines)
