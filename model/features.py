"""The CRM's features: what each is worth, what it costs to use, and to whom it matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .declared import Declared, number, plain_number
from .errors import InputError
from .in_brief import in_brief
from .texts import MOST_LABEL, in_language, keep_names, keep_words
from .written import hint, said

MOST_FEATURES = 31
RELEVANT_FROM = 0.35
"""A pair of person and feature counts when the feature's relevance reaches this (model.md)."""


@in_brief
@dataclass(frozen=True)
class Feature(Declared):
    """One feature of the CRM.

    Attributes
    ----------
    name, label_en, label_de : str
        Machine name and words for people.
    relevance : mapping of str to float
        Relevance per department role in [0, 1]; below .35 the pair never counts.
    writes : bool
        Whether using it writes into the shared customer record.
    shared_record : bool
        Whether it is the shared customer record itself, whose real use customers notice.
    is_ai : bool
        Whether it is an AI feature: worthless, even harmful, on bad data.
    autonomous : bool
        Whether it acts on customers without its user.
    go_live : int
        Month from which it can be used; 0 is the start.
    go_live_in : mapping of str to int
        Months for single departments, by department name, where they differ.
    """

    name: str
    label_en: str
    label_de: str
    relevance: Mapping[str, float]
    usefulness: float = number(0.5, (0.2, 0.9), "What the feature is worth when it works as promised.", symbol="v")
    effort: float = number(0.4, (0.1, 0.7), "Effort the feature takes.", symbol="e")
    data_need: float = number(0.4, (0.0, 1.0), "How much its value depends on the shared record.", symbol="k")
    reach: float = number(0.3, (0.0, 1.0), "How far it crosses departments.", symbol="x")
    visibility: float = number(0.3, (0.0, 1.0), "How much of its use the boss sees.", symbol="o")
    writes: bool = False
    shared_record: bool = False
    is_ai: bool = False
    autonomous: bool = False
    go_live: int = 0
    go_live_in: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        keep_names(self, "name")
        keep_words(self, {"label_en": MOST_LABEL, "label_de": MOST_LABEL})
        object.__setattr__(self, "relevance", {role: plain_number(value) for role, value in self.relevance.items()})
        for role, value in self.relevance.items():
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0.0 <= value <= 1.0:
                problem = "{value} is not a share; allowed is 0 to 1.{hint}"
                raise InputError(problem, field=f"relevance.{role}", value=said(value), hint=hint(value))
        object.__setattr__(self, "go_live_in", {place: plain_number(month) for place, month in self.go_live_in.items()})
        for place, month in {"": self.go_live, **self.go_live_in}.items():
            if isinstance(month, bool) or not isinstance(month, int) or month < 0:
                path = ".".join(part for part in ("go_live", place) if part)
                problem = "{value} is not a month; allowed is 0 or more.{hint}"
                raise InputError(problem, field=path, value=said(month), hint=hint(month))

    def __hash__(self) -> int:
        """Return a hash by value, so that scenarios can be members of sets and keys of tables."""
        tables = (tuple(sorted(each.items())) for each in (self.relevance, self.go_live_in))
        return hash((self.name, self.label_en, self.label_de, *tables, self.usefulness, self.effort, self.data_need))

    def live_from(self, department: str) -> int:
        """Return the month from which a department can use the feature.

        Parameters
        ----------
        department : str
            Name of the department.

        Returns
        -------
        int
            Month, from 0; 0 is go-live of the CRM.
        """
        return self.go_live_in.get(department, self.go_live)

    def label(self, lang: str) -> str:
        """Return the feature's name in words.

        Parameters
        ----------
        lang : {"en", "de"}

        Returns
        -------
        str
        """
        return str(in_language(self, "label", lang))


ROLES: tuple[str, ...] = ("sales", "marketing", "customer_success", "service")


def _feature(
    name: str, en: str, de: str, numbers: tuple[float, ...], relevance: tuple[float, ...], **flags: Any
) -> Feature:
    v, e, k, x, o = numbers
    roles = dict(zip(ROLES, relevance, strict=True))
    return Feature(name, en, de, roles, usefulness=v, effort=e, data_need=k, reach=x, visibility=o, **flags)


@in_brief
@dataclass(frozen=True)
class Catalogue:
    """The features a company has bought, in a fixed order (at most 31)."""

    features: tuple[Feature, ...] = field(default_factory=lambda: STANDARD_FEATURES)

    def __post_init__(self) -> None:
        names = [feature.name for feature in self.features]
        if not 1 <= len(names) <= MOST_FEATURES:
            problem = "{count} features; allowed are 1 to {most}."
            raise InputError(problem, field="features", count=len(names), most=MOST_FEATURES)
        if repeated := {name for name in names if names.count(name) > 1}:
            problem = "feature {name!r} appears twice; names are unique."
            raise InputError(problem, field="features", name=sorted(repeated)[0])
        for wanted in ("writes", "shared_record"):
            if not any(getattr(feature, wanted) for feature in self.features):
                raise InputError("no feature has {wanted} = true; at least one must.", wanted=wanted, field="features")

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the machine names in order."""
        return tuple(feature.name for feature in self.features)


# Numbers are judgement (value, effort, data need, reach, visibility; relevance by department).
STANDARD_FEATURES: tuple[Feature, ...] = (
    _feature("contact_management", "Contact management", "Kontaktverwaltung",
             (0.55, 0.20, 0.10, 0.20, 0.60), (1.0, 0.7, 1.0, 1.0), writes=True),
    _feature("activity_log", "Activity log", "Besuchs- und Anrufberichte",
             (0.20, 0.30, 0.15, 0.45, 1.00), (1.0, 0.4, 0.8, 0.9), writes=True),
    _feature("pipeline", "Sales pipeline", "Vertriebspipeline",
             (0.40, 0.30, 0.20, 0.25, 0.90), (1.0, 0.3, 0.4, 0.1), writes=True),
    _feature("mail_sync", "Mail and calendar sync", "E-Mail- und Kalenderabgleich",
             (0.50, 0.15, 0.05, 0.30, 0.20), (1.0, 0.6, 0.9, 0.8)),
    _feature("marketing_automation", "Marketing automation", "Marketing-Automatisierung",
             (0.55, 0.50, 0.50, 0.40, 0.20), (0.3, 1.0, 0.4, 0.2)),
    _feature("shared_record", "Shared customer record", "Gemeinsame Kundenakte",
             (0.65, 0.40, 0.70, 1.00, 0.30), (1.0, 1.0, 1.0, 1.0), writes=True, shared_record=True),
    _feature("workflow_automation", "Workflow automation", "Automatisierte Abläufe",
             (0.60, 0.60, 0.35, 0.30, 0.10), (0.6, 0.7, 0.7, 0.9)),
    _feature("dashboards", "Dashboards", "Auswertungen",
             (0.45, 0.35, 0.60, 0.30, 0.30), (0.6, 0.8, 0.6, 0.4)),
    _feature("predictive_analytics", "Predictive analytics", "Vorhersagemodelle",
             (0.75, 0.60, 0.85, 0.40, 0.05), (0.6, 0.8, 0.7, 0.4), is_ai=True),
    _feature("lead_scoring", "AI lead scoring", "KI-Lead-Bewertung",
             (0.80, 0.45, 0.90, 0.50, 0.10), (1.0, 0.7, 0.5, 0.3), is_ai=True),
    _feature("quoting", "Quotes and orders", "Angebote und Aufträge",
             (0.50, 0.35, 0.35, 0.35, 0.50), (1.0, 0.2, 0.4, 0.4)),
    _feature("case_management", "Case management", "Fallbearbeitung",
             (0.55, 0.35, 0.40, 0.45, 0.45), (0.3, 0.1, 0.8, 1.0)),
)  # fmt: skip
