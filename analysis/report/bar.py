"""A bar that shows how far a long call is: in a notebook, in a session, in a script's terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(words: str = "", total: int | None = None) -> Iterator[Callable[..., None]]:
    """Show a bar while something runs; what it yields is given to the call as its ``progress``.

    Parameters
    ----------
    words : str
        What stands before the bar.
    total : int, optional
        How many companies, runs or proposals there will be; without it the bar only shows that they come.

    Yields
    ------
    callable
        Called with the number of what has just been done.

    Examples
    --------
    >>> import crm_adoption
    >>> with crm_adoption.progress("companies", total=4) as advance:
    ...     answer = crm_adoption.compare(["no_programme", "training"], replications=2, months=2, progress=advance)
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=total)

        def advance(done: int, *_: object) -> None:
            bar.update(task, advance=done)

        yield advance
