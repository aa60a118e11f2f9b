"""Reporting lines that a list of people lacks: who leads a department where the list does not say."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.phrase import Phrase


def mended(
    ids: Sequence[str], departments: Sequence[str], managers: Sequence[str], seniority: Sequence[float]
) -> tuple[list[str], list[Phrase]]:
    """Return managers who are all in the list, at least one in each department, and what was assumed.

    Parameters
    ----------
    ids, departments, managers : sequence of str
    seniority : sequence of float
        Who has most leads a department of which nobody is anyone's manager; of equals, who stands first.

    Examples
    --------
    >>> mended(["a", "b", "c"], ["sales"] * 3, ["", "x", "x"], [1.0, 3.0, 2.0])[0]
    ['b', '', 'b']
    """
    there = set(ids)
    outside = {each for each in managers if each and each not in there}
    found = [each if each in there else "" for each in managers]
    leading, headless = set(found), 0
    for department in dict.fromkeys(departments):
        members = [row for row, each in enumerate(departments) if each == department]
        if len(members) < 2 or any(ids[row] in leading for row in members):
            continue
        headless += 1
        head = max(members, key=lambda row: (seniority[row], -row))
        for row in members:
            found[row] = found[row] if row == head else ids[head]
    notes = []
    if outside:
        notes.append(Phrase("{count} managers are not in the roster; they lead nobody here", count=len(outside)))
    if headless:
        problem = "in {count} departments nobody leads: who is most senior, or stands first, counts as the head"
        notes.append(Phrase(problem, count=headless))
    return found, notes
