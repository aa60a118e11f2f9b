"""A document's sections as slides: each says its heading, a few sentences and a table, and its notes say the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .parts import Section, Table
from .slide_parts import Slide

MOST_SENTENCES, BESIDE_TABLE = 5, 2
"""Sentences of a slide without and with a table: the notes have them all."""


def slides_of(title: str, lead: Sequence[str], sections: Sequence[Section]) -> list[Slide]:
    """Return a document as slides: its title and what it says first, then its sections.

    Pictures of documents are drawn for paper and stay there; who wants a chart that can be edited adds it.

    Parameters
    ----------
    title : str
    lead : sequence of str
    sections : sequence of Section

    Returns
    -------
    list of Slide
    """
    first = Slide(title, list(lead)[:MOST_SENTENCES], notes=list(lead))
    return [first, *(slide for each in sections for slide in _slides(each))]


def _slides(section: Section) -> Iterator[Slide]:
    """Yield the slides of a section: one for each table, or one of sentences."""
    facts = [f"{each.value} {each.label}{f' ({each.note})' if each.note else ''}" for each in section.facts]
    said = [*facts, *section.paragraphs, *section.points]
    notes = [*said, *section.notes] or [section.heading]
    for number, table in enumerate(section.tables):
        beside = said[:BESIDE_TABLE] if number == 0 else []
        yield Slide(table.title or section.heading, beside, table=_untitled(table), notes=notes)
    if said and not section.tables:
        yield Slide(section.heading, said[:MOST_SENTENCES], notes=notes)


def _untitled(table: Table) -> Table:
    return replace(table, title="")
