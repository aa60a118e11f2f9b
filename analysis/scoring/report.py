"""The answers as a document for the workshop: what carries, what stands against, who sees it otherwise, what next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ...scenarios.words.catalogue import Words
from ..company.fit_words import LABELS
from ..company.suppressing import LEAST
from ..deciding.information import Unknown
from ..drawings.opinions import opinions
from ..report.document import document
from ..report.paper import PAPER
from ..report.parts import Fact, Figure, Section, Table
from ..report.provenance import provenance_rows
from ..report.slide_deck import made
from ..report.slide_sections import slides_of
from ..surveys.noted import noted_texts
from ..surveys.responding import COMPANY, Responses, responses
from ..surveys.told import brief, construct_table, place_label, table_of
from ..words.phrases import join, number, percent
from .asking import MONTH
from .gaps import COMPANY as EVERYBODY
from .gaps import Gap, gaps
from .job import Scored
from .leanings import Leaning, leanings, strengths, walls
from .numbers import WHOLE
from .shown import kept, opinions_of
from .told import by_telling, number_table, reliability_table

say = Words("scoring.report")
MOST_GAPS, MOST_NUMBERS, MOST_ASKED = 8, 20, 3


def as_html(
    found: Scored, asking: Sequence[Unknown], record: Mapping[str, Any], lang: str, command: Sequence[str] = ()
) -> str:
    """Return the document.

    Parameters
    ----------
    found : Scored
    asking : sequence of Unknown
        As `worth_asking` returns them.
    record : mapping
        What `results.provenance` returns.
    lang : {"en", "de"}
    command : sequence of str
    """
    return document(
        title_of(found, lang), sections_of(found, asking, lang), lang=lang, kind=say("kind", lang),
        lead=lead(found, lang), provenance=provenance_rows(record, lang, command), fingerprint=record["fingerprint"],
    )  # fmt: skip


def title_of(found: Scored, lang: str) -> str:
    """Return what the document is about."""
    return say("title", lang, company=found.company.title(lang))


def sections_of(found: Scored, asking: Sequence[Unknown], lang: str) -> list[Section]:
    """Return the sections in the order in which a workshop takes them."""
    counted = responses(found.answers)
    return [
        _who(found, counted, lang), _leaning(found, lang), _places(found, counted, lang), _heads(found, lang),
        _numbers(found, lang), _next(found, asking, lang), _kept(found, lang),
    ]  # fmt: skip


def as_slides(
    found: Scored, asking: Sequence[Unknown], fingerprint: str, lang: str, template: Path | None = None
) -> bytes:
    """Return the document as a PowerPoint file.

    Parameters
    ----------
    found, asking, lang
        As in `as_html`.
    fingerprint : str
        By which it is known that a file holds this result already.
    template : Path, optional
        A presentation whose masters, fonts and colours are taken.

    Raises
    ------
    InputError
        If python-pptx is not installed, or the template is none.
    """
    title = title_of(found, lang)
    deck = slides_of(title, lead(found, lang), sections_of(found, asking, lang))
    return made(deck, template, title=title, fingerprint=fingerprint)


def lead(found: Scored, lang: str) -> list[str]:
    """Return what is said first: the strongest support, the highest wall, what the answers tell."""
    known = leanings(found.answers, found.surveyed.standing)
    labels = _labels(found, lang)
    said = []
    for key, each in (("carries", strengths(known)), ("stands", walls(known))):
        if each:
            names = [_side(labels[one.construct], one, lang) for one in each[:3]]
            said.append(say(key, lang, names=join(names, lang)))
    return [*(said or [say("nothing stands out", lang)]), found.sentences(lang)[0]]


def _side(label: str, leaning: Leaning, lang: str) -> str:
    return label if leaning.much else say("little", lang, name=label)


def _labels(found: Scored, lang: str) -> dict[str, str]:
    return {each.name: each.label(lang) for each in found.answers.instrument.constructs}


def _who(found: Scored, counted: Responses, lang: str) -> Section:
    organisation = found.company.company.organisation
    told = brief(found.answers, counted, organisation, lang)
    facts = [Fact(number(counted.answered[0], lang), say("answers", lang))]
    if counted.rates[0] == counted.rates[0]:
        facts.append(Fact(percent(float(counted.rates[0]), lang), say("rate", lang)))
    return Section(
        say("who", lang), [" ".join(each) for each in told.answer], facts=facts,
        tables=[table_of(counted, organisation, lang)], notes=[*told.below, *noted_texts(found.answers, lang)],
    )  # fmt: skip


def _leaning(found: Scored, lang: str) -> Section:
    known = leanings(found.answers, found.surveyed.standing)
    points = [_point(found, each, True, lang) for each in strengths(known)]
    points += [_point(found, each, False, lang) for each in walls(known)]
    rows = opinions_of(kept(found.answers, found.surveyed), COMPANY, lang)
    figure = Figure(opinions(rows, PAPER, lang), say("picture", lang), adapts=True)
    return Section(say("leaning", lang), points=points or [say("nothing stands out", lang)], figures=[figure])


def _point(found: Scored, leaning: Leaning, good: bool, lang: str) -> str:
    """Return one strength or wall, and where it is least or most so."""
    name = _labels(found, lang)[leaning.construct]
    if good:
        told = say("high good", lang, name=name) if leaning.much else say("low good", lang, name=name)
    else:
        told = say("high bad", lang, name=name) if leaning.much else say("low bad", lang, name=name)
    if leaning.worst == WHOLE:
        return told
    where = found.company.company.organisation.departments[leaning.worst].label(lang)
    return f"{told} {say('least' if good else 'most', lang, where=where)}"


def _places(found: Scored, counted: Responses, lang: str) -> Section:
    table = construct_table(found.answers, counted, found.company.company.organisation, lang)
    return Section(say("places", lang), [say("places read", lang)], tables=[table])


def _heads(found: Scored, lang: str) -> Section:
    known = gaps(found.answers)
    if not known:
        return Section(say("heads", lang), [say("no heads", lang, n=LEAST)])
    sure = [each for each in known if each.sure and each.place == EVERYBODY]
    labels = _labels(found, lang)
    said = [say("gap" if each.difference > 0 else "gap below", lang, name=labels[each.construct],
                heads=number(each.heads, lang, 1), team=number(each.team, lang, 1)) for each in sure[:3]]  # fmt: skip
    rows = [_gap_row(found, each, lang) for each in known[:MOST_GAPS]]
    table = Table(say.several("gap heads", lang), rows, words=2)
    return Section(
        say("heads", lang), said or [say("no gap", lang)], tables=[table],
        notes=[say("heads note", lang, n=LEAST)],
    )  # fmt: skip


def _gap_row(found: Scored, gap: Gap, lang: str) -> list[str]:
    place = COMPANY if gap.place == EVERYBODY else gap.place
    label = place_label(place, found.company.company.organisation, lang)
    low, high = (number(each, lang, 1, sign=True) for each in (gap.low, gap.high))
    return [_labels(found, lang)[gap.construct], label, number(gap.heads, lang, 1), number(gap.team, lang, 1),
            number(gap.difference, lang, 1, sign=True), f"{low} … {high}"]  # fmt: skip


def _numbers(found: Scored, lang: str) -> Section:
    first, *others = found.sentences(lang)
    left = len(by_telling(found.surveyed)) - MOST_NUMBERS
    moved = number_table(found.surveyed, lang, MOST_NUMBERS)
    reliable = reliability_table(found.reliabilities, found.answers, lang)
    return Section(
        say("numbers", lang), [first], points=[*others, *found.assumed(lang)],
        tables=[moved, reliable],
        notes=[say("more numbers", lang, n=left)] if left > 0 else [],
    )  # fmt: skip


def _next(found: Scored, asking: Sequence[Unknown], lang: str) -> Section:
    worth = [each for each in asking if each.clear and each.worth > 0.0][:MOST_ASKED]
    points = [
        say("worth", lang, name=_named(each.name, lang), points=number(100.0 * each.worth, lang, 2)) for each in worth
    ]
    return Section(
        say("next", lang), [say("next read", lang, month=MONTH)], points=points or [say("nothing worth", lang)],
        notes=[say("next note", lang)],
    )  # fmt: skip


def _named(name: str, lang: str) -> str:
    bare = name.partition(".")[2]
    return LABELS(bare, lang) if bare in LABELS else bare.replace("_", " ")


def _kept(found: Scored, lang: str) -> Section:
    return Section(
        say("kept", lang), [say("kept read", lang, n=LEAST, draws=number(len(found.surveyed.fit.draws), lang))]
    )
