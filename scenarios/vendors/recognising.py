"""Which layout a table has: told by its headings, whatever their order, case and language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ..reading.keys import plain
from .record import Vendor, vendors


def by_key(headings: Iterable[str]) -> Mapping[str, str]:
    """Return the first heading of each spelling."""
    found: dict[str, str] = {}
    for each in headings:
        found.setdefault(plain(each), each)
    return found


def there(wanted: Iterable[str], headings: Mapping[str, str]) -> Iterator[str]:
    """Yield the headings of a table that are among the wanted ones, in the order of these."""
    for each in wanted:
        if (heading := headings.get(plain(each))) is not None:
            yield heading


def headings_of(vendor: Vendor) -> tuple[str, ...]:
    """Return all headings that a layout names, each once."""
    groups = [
        vendor.person, vendor.month, vendor.count, *vendor.marks, tuple(vendor.one),
        *(each.column for each in vendor.looks), *(each.column for each in vendor.only),
        *(names for kind, names in vars(vendor.substance).items() if kind != "inside"),
    ]  # fmt: skip
    return tuple(dict.fromkeys(heading for group in groups for heading in group))


@cache
def _keys(vendor: Vendor) -> frozenset[str]:
    return frozenset(map(plain, headings_of(vendor)))


def fits(vendor: Vendor, headings: Sequence[str]) -> bool:
    """Return whether a table with these headings has a layout."""
    found = by_key(headings)
    groups = [vendor.person, vendor.month, *vendor.marks]
    groups += [tuple(vendor.one)] if vendor.one else []
    return all(any(there(group, found)) for group in groups)


class Near(NamedTuple):
    """A layout that a table resembles, and the headings that they share."""

    vendor: Vendor
    shared: tuple[str, ...]


def resembling(headings: Sequence[str]) -> Near | None:
    """Return the layout with which a table shares most headings, None where it shares hardly any."""
    found = by_key(headings)
    near = [Near(each, tuple(heading for key, heading in found.items() if key in _keys(each))) for each in vendors()]
    best = max(near, key=lambda each: len(each.shared))
    return best if len(best.shared) > 1 else None


def recognised(headings: Sequence[str]) -> Vendor | None:
    """Return the layout of a table with these headings: of those that fit, the one that knows most of them."""
    fitting = [each for each in vendors() if fits(each, headings)]
    found = by_key(headings)
    return max(fitting, key=lambda each: len(_keys(each) & set(found)), default=None)
