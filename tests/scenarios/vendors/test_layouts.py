"""Every layout is told by its headings, whatever their order, case and language, and read as it was written."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import fields
from itertools import product

import pytest
from crm_adoption import InputError
from crm_adoption.model.features import STANDARD_FEATURES
from crm_adoption.scenarios.vendors.recognising import by_key, fits, headings_of, recognised, resembling
from crm_adoption.scenarios.vendors.record import KINDS, WHOLE, Substance, Vendor, vendor, vendors

HEADINGS: Mapping[str, Sequence[str]] = {
    "amplitude": ["user_id,device_id,event_type,event_time,session_id,event_properties"],
    "cas_genesisworld": ["Benutzer,Geändert am,Datensatztyp,Aktion", "Changed by,Changed on,Data record type"],
    "dataverse_audit": [
        "auditid,createdon,_userid_value,objecttypecode,operation,action",
        "AuditId,CreatedOn,UserId_Name,Operation,Action",
    ],
    "dynamics_audit_summary": [
        "Changed Date,Event,Changed By,Record,Entity,Operation,Changed Fields",
        "Änderungsdatum,Ereignis,Geändert von,Datensatz,Entität,Vorgang",
    ],
    "hubspot_audit_log": ["Category,Subcategory,Action,Modified by,Date of change,Object ID"],
    "hubspot_objects": [
        "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Close Date,Create Date",
        "Record ID,First Name,Contact owner,Create Date",
        "Record ID,Company name,Company owner,Create Date", "Datensatz-ID,Deal-Name,Deal-Inhaber,Erstelldatum",
    ],
    "mixpanel": ["event,time,distinct_id,$browser", "Event Name,Time,Distinct ID"],
    "odoo_log": ["id,date,author_id,model,res_id,message_type", "Date,User,Model,Resource ID,Method"],
    "odoo_records": ["Opportunity,Created by,Created on,Expected Revenue,Stage"],
    "pendo": ["Visitor ID,Account ID,Day,Feature,Number of Events,Minutes"],
    "pipedrive_items": [
        "Deal - ID,Deal - Title,Deal - Value,Deal - Owner,Deal - Deal created",
        "Activity - Subject,Activity - Due date,Activity - Done,Activity - Assigned to user,Deal - Title,Person - Name",
    ],
    "purview": ["RecordId,CreationDate,RecordType,Operation,UserId,AuditData"],
    "salesforce_adoption_logins": ["User: Full Name,Login Date (Month),Number of Logins,Last Login"],
    "salesforce_event_log": [
        "EVENT_TYPE,TIMESTAMP,REQUEST_ID,ORGANIZATION_ID,USER_ID,PAGE_ENTITY_TYPE,PAGE_URL,TIMESTAMP_DERIVED,USER_ID_DERIVED",
        "EVENT_TYPE,TIMESTAMP,REQUEST_ID,USER_ID,URI,REFERRER_URI,TIMESTAMP_DERIVED,USER_ID_DERIVED",
    ],
    "salesforce_login_history": [
        "Username,Login Time,Source IP,Location,Login Type,Status,Browser,Application,API Type",
        "Benutzername,Anmeldezeit,Quell-IP,Standort,Anmeldetyp,Status",
    ],
    "salesforce_object_report": ["Opportunity Name,Stage,Created By: Full Name,Created Date,Amount"],
    "salesforce_report": ["Created By: Full Name,Object,Created Date,Record Count", "Erstellt von,Objekt,Erstelldatum"],
    "sap_sales_cloud": [
        "Mitarbeiter-ID,Mitarbeiter,Datum,Arbeitsplatz,Anzahl Aufrufe", "Employee ID,Calendar Day,Work Center,Counter",
    ],
    "suitecrm_tracker": ["id,monitor_id,user_id,module_name,item_id,date_modified,action,session_id"],
    "walkme": ["End User,Tracked Event,Event Time,System"],
    "zoho_audit_log": ["Done By,Action,Module,Record Name,Related Module,Audited Time"],
}  # fmt: skip
"""Headings of each layout, as the product writes them."""
ALL = [(name, text.split(",")) for name, texts in HEADINGS.items() for text in texts]


def test_every_layout_has_a_test() -> None:
    assert [each.name for each in vendors()] == sorted(HEADINGS)


@pytest.mark.parametrize(("name", "headings"), ALL, ids=[f"{name}-{len(h)}" for name, h in ALL])
def test_a_layout_is_told_by_its_headings(name: str, headings: list[str]) -> None:
    chance = random.Random(name)
    for change in (str, str.upper, str.lower, lambda text: f" {text}  "):
        shuffled = [change(each) for each in (*headings, "A further one", "x")]
        chance.shuffle(shuffled)
        found = recognised(shuffled)
        assert found is vendor(name), shuffled


@pytest.mark.parametrize(("name", "headings"), ALL, ids=[f"{name}-{len(h)}" for name, h in ALL])
def test_a_layout_is_not_told_without_people_or_dates(name: str, headings: list[str]) -> None:
    record = vendor(name)
    for kind in (record.person, record.month):
        keys = by_key(kind)
        assert not fits(record, [each for each in headings if next(iter(by_key([each]))) not in keys])


def test_tables_of_other_kinds_have_no_layout() -> None:
    for text in (
        "person,month,feature,count", "user id,timestamp,event type", "Benutzer,Monat,Modul,Anzahl",
        "employee,month,Contacts,Opportunities,Cases", "person,feature,2026-01,2026-02", "user,month,logins",
        "id,department,manager,tenure_months", "person,feature,last used",
    ):  # fmt: skip
        assert recognised(text.split(",")) is None, text


def test_the_layout_that_a_table_resembles_is_named() -> None:
    found = resembling(["Done By", "Module", "Action", "When"])
    assert found is not None
    assert found.vendor.name == "zoho_audit_log"
    assert resembling(["a", "b"]) is None


FEATURES = {*(each.name for each in STANDARD_FEATURES), "login", ""}


@pytest.mark.parametrize("record", vendors(), ids=lambda each: each.name)
def test_records_are_whole(record: Vendor) -> None:
    """What a record says is there: words in both languages, features that exist, sources or that there are none."""
    assert record.shows in KINDS
    assert all([record.product, record.export_en, record.export_de, record.where_en, record.where_de])
    assert bool(record.note_en) == bool(record.note_de)
    tables = [record.features, record.one, *(look.names for look in record.looks)]
    assert {feature for table in tables for feature in table.values()} <= FEATURES
    assert record.sources or not record.verified, "a public source, or unverified = ['*']"
    assert record.verified or record.unverified == (WHOLE,)
    keys = by_key(headings_of(record))
    assert [each for each in record.unverified if each != WHOLE and not set(by_key([each])) <= set(keys)] == []
    assert (record.shows == "log-ins") == (not record.looks and not record.one)


def test_no_two_names_of_a_record_stand_for_different_things() -> None:
    for record in vendors():
        spelt: dict[str, str] = {}
        for name, feature in record.features.items():
            assert spelt.setdefault(name.casefold(), feature) == feature, (record.name, name)


def test_a_name_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputError, match="Did you mean 'hubspot_objects'"):
        vendor("hubspot_object")


def test_every_kind_of_substance_is_used_by_some_layout() -> None:
    names = [each.name for each in fields(Substance)]
    used = {name for record, name in product(vendors(), names) if getattr(record.substance, name)}
    assert used >= {"fields", "note", "old", "new", "record", "filled", "inside"}
