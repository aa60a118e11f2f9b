"""Headings and feature names of usage exports: what they are called, and what that stands for here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...model.features import Feature
from ..reading.keys import plain

COLUMNS: dict[str, tuple[str, ...]] = {
    "person": (
        "user", "user id", "userid", "user name", "username", "employee", "employee id", "personnel number",
        "person id", "id", "owner id", "done by", "performed by", "created by", "changed by", "federation identifier",
        "login id", "mitarbeiter", "mitarbeiternummer", "personalnummer", "benutzer", "benutzername", "nutzer",
    ),
    "month": (
        "date", "day", "time", "timestamp", "timestamp derived", "period", "created date", "activity date",
        "changed date", "login time", "occurred at", "event date", "monat", "datum", "tag", "zeitraum", "zeitpunkt",
    ),
    "feature": (
        "module", "object", "object type", "entity", "entity name", "event type", "record type", "app", "area",
        "function", "funktion", "modul", "objekt", "bereich",
    ),
    "count": (
        "uses", "usage", "clicks", "actions", "events", "number", "hits", "page views", "views", "operations",
        "number of records", "anzahl", "klicks", "nutzungen", "aufrufe", "zugriffe", "logins", "login count",
    ),
    "last_used": (
        "last use", "last login", "last activity", "last active", "last seen", "last accessed", "zuletzt genutzt",
        "letzte nutzung", "letzte anmeldung", "letzte aktivität",
    ),
}  # fmt: skip
"""Headings under which the columns may stand; case, blanks and signs do not matter.

Those of the CRM vendors are from general knowledge, not from their manuals, and to be checked against the file.
"""

LOGIN = "login"
"""What counts as being in the system at all, and as no feature."""
LOGIN_NAMES = ("login", "logins", "log in", "anmeldung", "anmeldungen", "session", "sessions", "sign in")

FEATURES: dict[str, tuple[str, ...]] = {
    "contact_management": (
        "contact", "contacts", "people", "person", "persons", "kontakt", "kontakte", "adresse", "adressen",
        "ansprechpartner",
    ),
    "activity_log": (
        "activity", "activities", "task", "tasks", "event", "calls", "visits", "call reports", "aktivitäten",
        "besuchsberichte", "aufgaben",
    ),
    "pipeline": (
        "opportunity", "opportunities", "deal", "deals", "pipeline", "verkaufschance", "verkaufschancen", "chancen",
    ),
    "mail_sync": ("email", "emails", "e-mail", "inbox", "outlook", "calendar", "email sync", "kalender"),
    "marketing_automation": (
        "campaign", "campaigns", "marketing email", "marketing list", "journeys", "sequences", "forms", "kampagne",
        "kampagnen", "mailings",
    ),
    "shared_record": (
        "customer record", "customer 360", "account", "accounts", "account 360", "company", "companies", "organization",
        "organizations", "organisation", "timeline", "kundenakte", "customer profile", "firma", "firmen", "kunden",
        "unternehmen",
    ),
    "workflow_automation": (
        "workflow", "workflows", "workflow rules", "flow", "flows", "process", "processes", "automation", "automations",
        "abläufe", "prozesse",
    ),
    "dashboards": ("dashboard", "report", "reports", "analytics", "bericht", "berichte", "auswertung"),
    "predictive_analytics": ("forecast", "forecasts", "forecasting", "predictions", "prognose", "prognosen"),
    "lead_scoring": (
        "lead", "leads", "lead score", "scoring", "lead scoring", "leads scoring", "predictive lead scoring",
        "lead-bewertung",
    ),
    "quoting": (
        "quote", "quotes", "quotation", "order", "orders", "angebot", "angebote", "aufträge", "cpq", "invoices",
    ),
    "case_management": ("case", "cases", "ticket", "tickets", "incidents", "vorgänge", "fälle", "service requests"),
}  # fmt: skip
"""Names under which exports of CRM vendors know the standard features (general knowledge, to be checked)."""


def spellings(names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what each spelling, without case, blanks and signs, stands for."""
    return {plain(other): name for name, others in names.items() for other in (name, *others)}


def feature_spellings(features: Sequence[Feature]) -> dict[str, str]:
    """Return what each spelling of a feature's name stands for: its names here, its labels, the vendors' names."""
    known = {each.name: (each.label_en, each.label_de, *FEATURES.get(each.name, ())) for each in features}
    return spellings({LOGIN: LOGIN_NAMES}) | spellings(known)


def shared_names(features: Sequence[Feature]) -> dict[str, str]:
    """Return feature by all names, as they are written, that vendors and the model have for it."""
    known = dict.fromkeys(LOGIN_NAMES, LOGIN)
    for each in features:
        known |= dict.fromkeys((each.name, each.label_en, each.label_de, *FEATURES.get(each.name, ())), each.name)
    return known
