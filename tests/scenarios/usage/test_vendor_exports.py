"""One small company in the layouts of vendors: the same use from each, and what cannot be seen in it is said."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from crm_adoption import InputError
from crm_adoption.model.features import STANDARD_FEATURES
from crm_adoption.scenarios.usage.mapping import Naming
from crm_adoption.scenarios.usage.reading import read_company
from crm_adoption.scenarios.usage.usage import Usage

NAMES = ("Ada Ahr", "Ben Blüm", "Cai Czerny", "Dea Dürr", "Eli Ehm", "Fay Fuß")
FEATURES = [each.name for each in STANDARD_FEATURES]
LABELS = {each.name: each.label_en for each in STANDARD_FEATURES}


class Event(NamedTuple):
    """Who did what when; a log-in is no feature."""

    number: int
    name: str
    when: datetime
    feature: str

    @property
    def mail(self) -> str:
        return f"{self.name.split()[0].casefold()}@firm.example"

    @property
    def user(self) -> str:
        return f"005AB{self.name[0]}00000AbCdEfGhI"


def events() -> list[Event]:
    """Return half a year of work: everybody logs in and uses some features, the later ones less."""
    chance, found = np.random.default_rng(3), list[Event]()
    for day in range(176):
        when = datetime(2026, 1, 5, 8) + timedelta(days=day)
        if when.weekday() > 4:
            continue
        for p, name in enumerate(NAMES):
            if chance.random() > 0.6 - 0.05 * p:
                continue
            done = ["", *chance.choice(FEATURES, int(chance.integers(0, 4)))]
            for each in done:
                when += timedelta(minutes=int(chance.integers(1, 30)), seconds=int(chance.integers(0, 60)))
                found.append(Event(len(found), name, when, str(each)))
    return found


EVENTS = events()


def named(names: str) -> dict[str, str]:
    """Return the name of each feature in a product."""
    return dict(zip(FEATURES, names.split(", "), strict=True))


SALESFORCE = named(
    "Contact, Task, Opportunity, EmailMessage, Campaign, Account, Flow, Dashboard, ForecastingItem, Lead, Quote, Case"
)
PREFIX = named("003, 00T, 006, 02s, 701, 001, 300, 01Z, 0J9, 00Q, 0Q0, 500")
DYNAMICS = named(
    "contact, phonecall, opportunity, email, list, account, workflow, systemform, "
    "msdyn_forecastinstance, lead, quote, incident"
)
GERMAN = named(
    "Kontakt, Telefonanruf, Verkaufschance, E-Mail, Marketingliste, Firma, Prozess, Bericht, "
    "Prognose, Lead, Angebot, Anfrage"
)
HUBSPOT = named("Contact, Task, Deal, Email, Marketing Email, Company, Workflow, Report, Forecast, Lead, Quote, Ticket")
ZOHO = named(
    "Contacts, Calls, Deals, Emails, Campaigns, Accounts, Workflow Rules, Reports, Forecasts, Leads, Quotes, Cases"
)
SUITE = named(
    "Contacts, Meetings, Opportunities, Emails, Campaigns, Accounts, AOW_WorkFlow, "
    "AOR_Reports, Forecasts, Leads, AOS_Quotes, Cases"
)
SAP = named(
    "Kontakte, Besuche, Verkaufschancen, Kalender, Kampagnen, Kunden, Workflow, Berichte, "
    "Prognose, Leads, Angebote, Tickets"
)
ODOO = named(
    "res.partner, mail.activity, crm.lead, calendar.event, mailing.mailing, , "
    "base.automation, spreadsheet.dashboard, , crm.scoring.rule, sale.order, helpdesk.ticket"
)

Row = Mapping[str, object]


def purview(each: Event) -> Row:
    data = (
        {"Workload": "CRM", "EntityName": DYNAMICS[each.feature]}
        if each.feature
        else {"Workload": "AzureActiveDirectory"}
    )
    return {
        "RecordId": each.number,
        "CreationDate": f"{each.when:%Y-%m-%dT%H:%M:%S}.0000000Z",
        "RecordType": 21 if each.feature else 15,
        "Operation": "CrmDefaultActivity" if each.feature else "UserLoggedIn",
        "UserId": each.mail,
        "AuditData": json.dumps(data),
    }


def log_file(kind: str, each: Event, **more: object) -> Row:
    return {
        "EVENT_TYPE": kind,
        "TIMESTAMP": f"{each.when:%Y%m%d%H%M%S}.000",
        "REQUEST_ID": each.number,
        "USER_ID": each.user[:15],
        **more,
        "TIMESTAMP_DERIVED": f"{each.when:%Y-%m-%dT%H:%M:%S}.000Z",
        "USER_ID_DERIVED": each.user,
    }


def page_view(each: Event) -> Row:
    kind = SALESFORCE.get(each.feature, "")
    return log_file("LightningPageView", each, PAGE_ENTITY_TYPE=kind, PAGE_URL="/lightning/page/home")


def uri(each: Event) -> Row:
    record = f"/{PREFIX[each.feature]}5j00000AbCdE" if each.feature else "/home/home.jsp"
    return log_file("URI", each, URI=record, REFERRER_URI="https://x")


def audited(each: Event) -> Row:
    return {
        "auditid": each.number,
        "createdon": f"{each.when:%Y-%m-%dT%H:%M:%SZ}",
        "_userid_value": each.mail,
        "objecttypecode": DYNAMICS.get(each.feature, "systemuser"),
        "operation": 2 if each.feature else 4,
        "action": 2 if each.feature else 64,
    }


def german(each: Event) -> Row:
    return {
        "Änderungsdatum": f"{each.when:%d.%m.%Y %H:%M}",
        "Ereignis": "Aktualisieren" if each.feature else "Benutzerzugriff über das Web",
        "Geändert von": each.name,
        "Entität": GERMAN.get(each.feature, "Benutzer"),
        "Vorgang": "Aktualisieren",
    }


FULL: Mapping[str, tuple[str, str, Callable[[Event], Row]]] = {
    "page views": ("user", "salesforce_event_log", page_view),
    "addresses": ("user", "salesforce_event_log", uri),
    "purview": ("mail", "purview", purview),
    "dataverse": ("mail", "dataverse_audit", audited),
    "audit summary in German": ("name", "dynamics_audit_summary", german),
    "hubspot": (
        "mail",
        "hubspot_audit_log",
        lambda each: {
            "Category": "CRM object" if each.feature else "Login",
            "Subcategory": HUBSPOT.get(each.feature, "Login Succeeded"),
            "Action": "Update",
            "Modified by": each.mail,
            "Date of change": f"{each.when:%Y-%m-%d %H:%M}",
        },
    ),
    "zoho": (
        "name",
        "zoho_audit_log",
        lambda each: {
            "Done By": each.name,
            "Action": "Updated" if each.feature else "Logged In",
            "Module": ZOHO.get(each.feature, "Users"),
            "Record Name": f"r{each.number}",
            "Audited Time": f"{each.when:%m/%d/%Y %I:%M %p}",
        },
    ),
    "tracker": (
        "mail",
        "suitecrm_tracker",
        lambda each: {
            "id": each.number,
            "monitor_id": each.number,
            "user_id": each.mail,
            "module_name": SUITE.get(each.feature, "Users"),
            "date_modified": f"{each.when:%Y-%m-%d %H:%M:%S}",
            "action": "detailview" if each.feature else "login",
            "deleted": 0,
        },
    ),
    "amplitude": (
        "mail",
        "amplitude",
        lambda each: {
            "user_id": each.mail,
            "event_type": f"Viewed {LABELS[each.feature]} page" if each.feature else "session_start",
            "event_time": f"{each.when:%Y-%m-%d %H:%M:%S}.000000",
            "session_id": each.number,
        },
    ),
    "walkme": (
        "mail",
        "walkme",
        lambda each: {
            "End User": each.mail,
            "Tracked Event": LABELS.get(each.feature, "Login"),
            "System": "CRM",
            "Event Time": f"{each.when:%Y-%m-%d %H:%M:%S}",
        },
    ),
}
"""Layouts that carry everything: by whom people are called, which layout is told, and how an event is written."""


def roster(by: str) -> str:
    people = [next(each for each in EVENTS if each.name == name) for name in NAMES]
    ids = [str(getattr(each, by)) for each in people]
    return "id,department,manager\n" + "".join(f"{each},Sales,{ids[0] if i else ''}\n" for i, each in enumerate(ids))


def written(rows: Sequence[Row], separator: str = ",") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def read(folder: Path, by: str, text: str, naming: Naming | None = None) -> Usage:
    (folder / "roster.csv").write_text(roster(by), encoding="utf-8")
    (folder / "usage.csv").write_text(text, encoding="utf-8")
    return read_company(folder / "roster.csv", folder / "usage.csv", naming)[1]


def kinds(usage: Usage) -> set[str]:
    return {each.kind for each in usage.problems}


def counts() -> np.ndarray:
    found = np.zeros((len(NAMES), 6, len(FEATURES)))
    for each in EVENTS:
        if each.feature:
            found[NAMES.index(each.name), each.when.month - 1, FEATURES.index(each.feature)] += 1
    return found


def active() -> np.ndarray:
    found = np.zeros((len(NAMES), 6), bool)
    for each in EVENTS:
        found[NAMES.index(each.name), each.when.month - 1] = True
    return found


@pytest.mark.parametrize("kind", FULL)
def test_what_carries_everything_says_the_same(kind: str, tmp_path: Path) -> None:
    by, vendor, write = FULL[kind]
    usage = read(tmp_path, by, written([write(each) for each in EVENTS], ";"))
    assert usage.vendor == vendor
    assert usage.features == tuple(FEATURES)
    assert usage.counts.tolist() == counts().tolist()
    assert usage.active.tolist() == active().tolist()
    assert kinds(usage) <= {"not verified", "named inside"}


def daily(names: Mapping[str, str], headings: Sequence[str]) -> str:
    """Return uses by person, day and feature, without log-ins."""
    found: dict[tuple[str, str, str], int] = {}
    for each in EVENTS:
        if each.feature:
            key = (each.mail, f"{each.when:%Y-%m-%d}", names[each.feature])
            found[key] = found.get(key, 0) + 1
    return written([dict(zip(headings, (*key, count), strict=True)) for key, count in found.items()])


def test_days_with_counts_say_the_same_without_log_ins(tmp_path: Path) -> None:
    for vendor, names, headings in (
        ("pendo", LABELS, ("Visitor ID", "Day", "Feature", "Number of Events")),
        ("sap_sales_cloud", SAP, ("Mitarbeiter-ID", "Datum", "Arbeitsplatz", "Anzahl Aufrufe")),
    ):
        usage = read(tmp_path, "mail", daily(names, headings))
        assert usage.vendor == vendor
        assert usage.counts.tolist() == counts().tolist()
        assert kinds(usage) == {"not verified", "no log-ins"}


def test_odoo_has_no_records_for_some_features(tmp_path: Path) -> None:
    rows = [
        {
            "id": each.number,
            "date": f"{each.when:%Y-%m-%d %H:%M:%S}",
            "author_id": each.name,
            "model": ODOO[each.feature],
            "res_id": each.number,
            "message_type": "comment",
        }
        for each in EVENTS
        if each.feature and ODOO[each.feature]
    ]
    usage = read(tmp_path, "name", written(rows))
    assert usage.vendor == "odoo_log"
    seen = [FEATURES.index(name) for name in usage.features]
    assert usage.features == tuple(name for name in FEATURES if ODOO[name])
    assert usage.counts.tolist() == counts()[:, :, seen].tolist()


def logins(**changed: str) -> list[dict[str, object]]:
    usual = {"Login Type": "Application", "Status": "Success", "Application": "Browser", "API Type": "N/A"}
    return [
        {
            "Username": each.mail,
            "Login Time": f"{each.when:%m/%d/%Y, %I:%M:%S %p} CET",
            "Source IP": "198.51.100.7",
            **usual,
            **changed,
        }
        for each in EVENTS
        if not each.feature
    ]


def test_only_log_ins_that_succeed_and_that_people_make_count(tmp_path: Path) -> None:
    good = logins()
    failed, program = logins(Status="Invalid Password")[:5], logins(**{"API Type": "SOAP Partner"})[:7]
    usage = read(tmp_path, "mail", written([*good, *failed, *program, *logins(**{"Login Type": "Other Apex API"})[:3]]))
    assert usage.vendor == "salesforce_login_history"
    assert usage.active.tolist() == active().tolist()
    assert usage.features == ()
    assert (usage.used, usage.rows) == (len(good), len(good) + 15)
    assert kinds(usage) == {"not counted", "log-ins only"}
    passed = next(each for each in usage.problems if each.kind == "not counted")
    assert passed.count == 15
    assert passed.names == (
        "Status: Invalid Password (5)",
        "API Type: SOAP Partner (7)",
        "Login Type: Other Apex API (3)",
    )


def objects(feature: str, headings: Mapping[str, Callable[[Event], object]]) -> str:
    return written([{name: of(each) for name, of in headings.items()} for each in EVENTS if each.feature == feature])


@pytest.mark.parametrize(
    ("vendor", "feature", "headings"),
    [
        (
            "hubspot_objects",
            "pipeline",
            {
                "Record ID": lambda e: e.number,
                "Deal Name": lambda e: "D",
                "Deal owner": lambda e: e.name,
                "Create Date": lambda e: f"{e.when:%Y-%m-%d %H:%M}",
            },
        ),
        (
            "hubspot_objects",
            "case_management",
            {
                "Record ID": lambda e: e.number,
                "Ticket name": lambda e: "T",
                "Ticket owner": lambda e: e.name,
                "Create Date": lambda e: f"{e.when:%Y-%m-%d}",
            },
        ),
        (
            "pipedrive_items",
            "activity_log",
            {
                "Activity - Subject": lambda e: "Call",
                "Activity - Assigned to user": lambda e: e.name,
                "Activity - Due date": lambda e: f"{e.when:%Y-%m-%d}",
                "Deal - Title": lambda e: "D",
                "Activity - Done": lambda e: "Done",
            },
        ),
        (
            "pipedrive_items",
            "pipeline",
            {
                "Deal - Title": lambda e: "D",
                "Deal - Owner": lambda e: e.name,
                "Deal - Deal created": lambda e: f"{e.when:%Y-%m-%d %H:%M:%S}",
            },
        ),
        (
            "salesforce_object_report",
            "quoting",
            {
                "Quote Number": lambda e: e.number,
                "Created By: Full Name": lambda e: e.name,
                "Created Date": lambda e: f"{e.when:%d.%m.%Y}",
            },
        ),
        (
            "odoo_records",
            "pipeline",
            {
                "Opportunity": lambda e: "O",
                "Created by": lambda e: e.name,
                "Expected Revenue": lambda e: 5,
                "Created on": lambda e: f"{e.when:%Y-%m-%d %H:%M:%S}",
            },
        ),
    ],
)
def test_files_of_one_kind_of_record_say_what_they_cannot_say(
    vendor: str, feature: str, headings: Mapping[str, Callable[[Event], object]], tmp_path: Path
) -> None:
    usage = read(tmp_path, "name", objects(feature, headings))
    assert usage.vendor == vendor
    assert usage.features == (feature,)
    first = usage.months[0] - 12 * 2026  # a month that begins late is left out
    assert usage.counts[:, :, 0].tolist() == counts()[:, first:, FEATURES.index(feature)].tolist()
    assert {"one feature", "created only"} <= kinds(usage)


def test_a_vendor_can_be_forced_or_forbidden(tmp_path: Path) -> None:
    write = FULL["zoho"][2]
    text = written([write(each) for each in EVENTS])
    assert read(tmp_path, "name", text, Naming(vendor="zoho_audit_log")).vendor == "zoho_audit_log"
    with pytest.raises(InputError, match="the headings are not those of purview"):
        read(tmp_path, "name", text, Naming(vendor="purview"))
    columns = {"person": "Done By", "month": "Audited Time", "feature": "Module"}
    assert read(tmp_path, "name", text, Naming(columns, {"Users": "login"}, vendor="none")).vendor == ""


def test_what_a_mapping_says_goes_before_the_layout(tmp_path: Path) -> None:
    write = FULL["zoho"][2]
    text = written([write(each) for each in EVENTS])
    usage = read(tmp_path, "name", text, Naming(features={"Calls": "pipeline", "Deals": ""}))
    found, wanted = usage.counts[:, :, usage.features.index("pipeline")], counts()[:, :, FEATURES.index("activity_log")]
    assert found.tolist() == wanted.tolist()
    assert "activity_log" not in usage.features


def test_where_nothing_matches_the_lines_to_write_are_named(tmp_path: Path) -> None:
    rows = [
        {"Wer": each.mail, "Wann": f"{each.when:%d.%m.%Y}", "Was": LABELS.get(each.feature, "Login"), "Module": 1}
        for each in EVENTS
    ]  # fmt: skip
    with pytest.raises(InputError) as told:
        read(tmp_path, "mail", written(rows))
    lines = ['columns.person = "Wer"', 'columns.month = "Wann"', 'columns.feature = "Was"']
    assert all(line in str(told.value) for line in lines)
    (tmp_path / "map.toml").write_text("\n".join(lines), encoding="utf-8")
    usage = read_company(tmp_path / "roster.csv", tmp_path / "usage.csv", tmp_path / "map.toml")[1]
    assert usage.counts.tolist() == counts().tolist()


def test_daily_files_and_several_exports_in_a_folder_are_read_together(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text(roster("mail"), encoding="utf-8")
    days, both = tmp_path / "days", tmp_path / "both"
    days.mkdir()
    both.mkdir()
    for day in sorted({each.when.date() for each in EVENTS}):
        rows = [purview(each) for each in EVENTS if each.when.date() == day]
        (days / f"{day}.csv").write_text(written(rows), encoding="utf-8")
    whole = read_company(tmp_path / "roster.csv", days)[1]
    assert whole.counts.tolist() == counts().tolist()
    one, other = FEATURES[:5], FEATURES[5:]
    of_hubspot = [FULL["hubspot"][2](each) for each in EVENTS if each.feature in one]
    (both / "hubspot.csv").write_text(written(of_hubspot), encoding="utf-8")
    for_tracker = [FULL["tracker"][2](each) for each in EVENTS if each.feature in other]
    (both / "tracker.csv").write_text(written(for_tracker, ";"), encoding="utf-8")
    (both / "logins.csv").write_text(written(logins()), encoding="utf-8")
    usage = read_company(tmp_path / "roster.csv", both)[1]
    assert usage.counts.tolist() == counts().tolist()
    assert usage.active.tolist() == active().tolist()
    assert set(usage.vendor.split(", ")) == {"hubspot_audit_log", "suitecrm_tracker", "salesforce_login_history"}
    (both / "unknown.csv").write_text("person,month,feature\nada@firm.example,2026-01,Contacts\n", encoding="utf-8")
    with pytest.raises(InputError, match="exports of 4 different layouts stand here"):
        read_company(tmp_path / "roster.csv", both)


def test_workbooks_with_title_rows_are_told_too(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Überwachungszusammenfassung"])
    sheet.append([])
    rows = [german(each) | {"Änderungsdatum": each.when} for each in EVENTS]
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(tmp_path / "usage.xlsx")
    (tmp_path / "roster.csv").write_text(roster("name"), encoding="utf-8")
    usage = read_company(tmp_path / "roster.csv", tmp_path / "usage.xlsx")[1]
    assert usage.vendor == "dynamics_audit_summary"
    assert usage.counts.tolist() == counts().tolist()


def test_content_is_counted_where_an_export_has_it(tmp_path: Path) -> None:
    said = "They want two of them by the end of the month, and a second offer."
    rows = [
        {
            "Activity - Subject": "Call",
            "Activity - Assigned to user": each.name,
            "Activity - Due date": f"{each.when:%Y-%m-%d}",
            "Activity - Note": said if each.number % 3 else "ok",
        }
        for each in EVENTS
        if each.feature == "activity_log"
    ]
    usage = read(tmp_path, "name", written(rows))
    assert usage.content_kinds == ("note",)
    assert usage.content is not None
    long = [each for each in EVENTS if each.feature == "activity_log" and each.number % 3]
    assert usage.content.sum() == len(long)
    fields = [purview(each) for each in EVENTS]
    rich = json.dumps({"EntityName": "contact", "Fields": [{"Name": name} for name in "abcd"]})
    some = [row | ({"AuditData": rich} if n % 2 and row["RecordType"] == 21 else {}) for n, row in enumerate(fields)]
    assert read(tmp_path, "mail", written(some)).content_kinds == ("fields",)


CASES = Path(os.environ.get("CRM_ADOPTION_CASES") or Path(__file__).parents[4] / "shared" / "cases" / "exports")


@pytest.mark.skipif(not CASES.is_dir(), reason=f"the cases are not here ({CASES})")
def test_a_company_in_the_layouts_of_sixteen_products_is_one_company() -> None:
    """All are read without a mapping; those that carry all features agree exactly."""
    found = {}
    for folder in sorted(path for path in CASES.iterdir() if path.is_dir()):
        people = folder / "roster.csv" if (folder / "roster.csv").exists() else CASES / "roster.csv"
        found[folder.name] = read_company(people, folder / "usage.csv.gz")[1]
    assert len(found) == 16
    full = [usage for usage in found.values() if len(usage.features) == len(FEATURES)]
    assert len(full) == 11
    assert full[0].counts.sum() == 19_736
    assert all(usage.counts.tolist() == full[0].counts.tolist() for usage in full)
    assert {name for name, usage in found.items() if not usage.features} == {"sf_adoption_logins", "sf_login_history"}
