"""What a notebook shows of a result: its answer as on one screen, with its first figure; and its figures by name."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ...model.errors import InputError, unknown
from ...scenarios.ground.card import card
from ..words.phrases import tied
from .brief import Brief
from .parts import matplotlib_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Charts = Mapping[str, "Callable[[], Figure | None]"]
"""What draws each figure, by its name; None where it has nothing to show."""


class Shown(ABC):
    """A result that is shown in a notebook, and whose figures can be had as objects."""

    @abstractmethod
    def _brief(self) -> Brief:
        """Return the answer as it fits on one screen."""

    @abstractmethod
    def _charts(self) -> Charts:
        """Return what draws its figures, the most telling first."""

    def brief(self) -> Brief:
        """Return the answer as it fits on one screen, in the result's own language.

        Returns
        -------
        Brief
            Question, answer, small table, and what is always said beneath it.
        """
        return self._brief()

    @property
    def figures(self) -> tuple[str, ...]:
        """Names of the figures, the most telling first."""
        return tuple(self._charts())

    def figure(self, name: str | None = None) -> Figure:
        """Return a figure; nothing is written, and no window is opened.

        Parameters
        ----------
        name : str, optional
            One of `figures`; by default the first.

        Returns
        -------
        matplotlib.figure.Figure
            It shows itself in a notebook; ``savefig`` writes it.

        Raises
        ------
        InputError
            For a figure that there is not, or that has nothing to show in this result.
        """
        charts = self._charts()
        wanted = next(iter(charts), "") if name is None else name
        if wanted not in charts:
            raise unknown("figure", wanted, tuple(charts))
        drawn = charts[wanted]()
        if drawn is None:
            raise InputError("there is nothing to show in it here.", field="figure", value=wanted)
        return drawn

    plot = figure

    def _repr_html_(self) -> str:
        brief = self.brief()
        table, picture = brief.table, ""
        if charts := self._charts():
            drawn = next(iter(charts.values()))()
            picture = "" if drawn is None else matplotlib_figure(drawn).svg
        return card(
            tied(brief.question), [tied(" ".join(each)) for each in brief.answer],
            columns=[] if table is None else table.columns,
            rows=[] if table is None else [[tied(cell) for cell in row] for row in table.rows],
            words=1 if table is None else table.words, below=[tied(each) for each in brief.below], picture=picture,
        )  # fmt: skip
