"""Documents for people: one HTML file each, without server, network or script, for the screen and for A4 paper."""

from .document import document
from .paper import PAPER
from .parts import Fact, Figure, Section, Table, matplotlib_figure
from .provenance import provenance_rows
from .writing import check_document, write_document

__all__ = [
    "PAPER", "Fact", "Figure", "Section", "Table", "check_document", "document", "matplotlib_figure",
    "provenance_rows", "write_document",
]  # fmt: skip
