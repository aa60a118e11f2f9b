"""The layouts of vendors' exports in words: how each is told and read, and what can and cannot be concluded from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...model.features import STANDARD_FEATURES
from ...scenarios.vendors.record import Only, Vendor
from ...scenarios.words.catalogue import Words
from ..words.phrases import join

say = Words("company.vendors")
_SHOWS = Words("company.vendors.shows")
_CONCLUDED = Words("company.vendors.concluded")
FEATURES = {each.name: each for each in STANDARD_FEATURES}


def shows(vendor: Vendor, lang: str) -> str:
    """Return in a few words what a layout shows."""
    return _SHOWS("one feature" if vendor.one else vendor.shows, lang)


def concluded(vendor: Vendor, lang: str) -> str:
    """Return what can and cannot be concluded from a layout."""
    return _CONCLUDED("one feature" if vendor.one else vendor.shows, lang)


def state(vendor: Vendor, lang: str) -> str:
    """Return whether public sources show the layout."""
    return say("verified" if vendor.verified else "not verified", lang)


def feature_names(vendor: Vendor, lang: str) -> list[tuple[str, str]]:
    """Return for each feature, log-ins and what is left out the names in the file that stand for it."""
    names: dict[str, list[str]] = {}
    for table in (*(look.names for look in vendor.looks), vendor.features, vendor.one):
        for name, feature in table.items():
            names.setdefault(feature, []).append(name)
    order = [*FEATURES, "login", ""]
    return [
        (_feature(feature, lang), ", ".join(dict.fromkeys(names[feature]))) for feature in order if feature in names
    ]


def _feature(name: str, lang: str) -> str:
    if name in FEATURES:
        return FEATURES[name].label(lang)
    return say("login" if name else "left out", lang)


def rule_text(rule: Only, lang: str) -> str:
    """Return in words which rows count by a rule."""
    values = [each or say("empty", lang) for each in (rule.values or rule.never)]
    return say("only" if rule.values else "never", lang, column=rule.column[0], values=join(values, lang))


def described(vendor: Vendor, lang: str) -> list[tuple[str, str]]:
    """Return all that is known of a layout, as pairs of words; what is not said is left out."""
    pairs = [
        ("export", vendor.said("export", lang)), ("where", vendor.said("where", lang)),
        ("tells", concluded(vendor, lang)), ("note", vendor.said("note", lang)),
        ("person", _listed(vendor.person)), ("month", _listed(vendor.month)), ("count", _listed(vendor.count)),
        ("about", "; ".join(_where(vendor))), ("marks", "; ".join(map(_listed, vendor.marks))),
        ("zone", vendor.zone), ("rows", "; ".join(rule_text(each, lang) for each in vendor.only)),
        *((f"= {feature}", names) for feature, names in feature_names(vendor, lang)),
        ("sources", ", ".join(vendor.sources)), ("unverified", _unverified(vendor, lang)),
    ]  # fmt: skip
    return [(say(name, lang) if not name.startswith("= ") else name, text) for name, text in pairs if text]


def _unverified(vendor: Vendor, lang: str) -> str:
    return _listed(vendor.unverified) if vendor.verified else say("whole", lang)


def _where(vendor: Vendor) -> Iterator[str]:
    yield from (_listed(look.column) + (f" ({look.json})" if look.json else "") for look in vendor.looks)


def _listed(headings: Sequence[str]) -> str:
    return ", ".join(headings)


def record(vendor: Vendor) -> Mapping[str, Any]:
    """Return a layout as JSON values."""
    from dataclasses import asdict

    return {**asdict(vendor), "verified": vendor.verified}
