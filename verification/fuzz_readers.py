"""Throw broken files at the readers: whatever stands in a file, the answer is a result or one clear sentence.

    python verification/fuzz_readers.py [--minutes 10] [--seed 0] [--save]

Good files (the shipped scenarios, rosters, ties and feature files made here) are broken at random: words replaced,
doubled, swapped and cut, numbers made huge or foreign, bytes flipped, encodings and separators changed. Each broken
file goes through the reader a user would use. Allowed are success and `InputError` with a sentence; anything else is
a finding, printed with the file. ``--save`` writes verification/FUZZ.md.
"""

from __future__ import annotations

import argparse
import math
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import resources
from pathlib import Path

from crm_adoption import InputError, __version__, load, simulate
from crm_adoption.scenarios.files.catalogue import catalogue
from crm_adoption.scenarios.files.feature_file import read_features
from crm_adoption.scenarios.files.roster import read_roster
from crm_adoption.scenarios.files.ties import read_ties
from crm_adoption.scenarios.usage.mapping import read_mapping
from crm_adoption.scenarios.usage.reading import read_company

DEPARTMENTS = ("sales", "marketing", "customer_success", "service")
ODD = (
    "", " ", "-1", "0", "1e400", "-0.0", "nan", "inf", "true", "[]", "{}", '""', "'''", '"ä€\U0001f600"',
    "1_000", "0x1f", "1979-05-27", "9" * 400, "NULL", "=1+1", ";", ",", "\t", "|", '"', "\\", "\x00", "\ufeff",
    "1,5", "1.000,50", "..", "../../etc/passwd", "seed_company", "deep_use < 0.3 in sales",
    "deep_use <", "sales", "P001", "2 000", "½",
    "\u202e",
)  # fmt: skip
"""What people and programs really put into files, and what nobody should."""
WORD = re.compile(r"[\w.+-]+|\s+|[^\w\s]")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "utf-32")


def broken(text: str, chance: random.Random) -> bytes:
    """Return a text broken in one to six places, in some encoding."""
    words = WORD.findall(text)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        place = chance.randrange(len(words)) if words else 0
        deed = chance.randrange(6)
        if deed == 0 and words:
            words[place] = chance.choice(ODD)
        elif deed == 1 and words:
            del words[place : place + chance.randint(1, 8)]
        elif deed == 2:
            words.insert(place, chance.choice(ODD))
        elif deed == 3 and words:
            end = min(len(words), place + chance.randint(1, 40))
            words[place:place] = words[place:end]
        elif deed == 4 and words:
            other = chance.randrange(len(words))
            words[place], words[other] = words[other], words[place]
        elif words:
            words[place] = words[place][::-1]
    encoding = chance.choice(ENCODINGS) if chance.random() < 0.2 else "utf-8"
    data = bytearray("".join(words).encode(encoding, "replace"))
    if data and chance.random() < 0.15:
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _scenario(path: Path) -> None:
    simulate(load(path), replications=1, months=2)


def _roster(path: Path) -> None:
    read_roster(path, DEPARTMENTS)


def _ties(path: Path) -> None:
    read_ties(path, read_roster(path.with_name("people.csv"), DEPARTMENTS))


def _features(path: Path) -> None:
    read_features(path)


def corpus(folder: Path) -> dict[str, tuple[Callable[[Path], None], str, list[str]]]:
    """Return by kind of file its reader, its ending and good files, after putting what they need into a folder."""
    shipped = resources.files("crm_adoption.scenarios.catalogue")
    people = shipped.joinpath("seed_company_roster.csv").read_text(encoding="utf-8")
    (folder / "people.csv").write_text(people, encoding="utf-8")
    ids = [line.split(",")[0] for line in people.splitlines()[1:]]
    pairs = zip(ids, ids[5:], strict=False)
    ties = "person;other;weight\n" + "\n".join(f"{a};{b};{k % 7 + 1}" for k, (a, b) in enumerate(pairs))
    scenarios = [shipped.joinpath(f"{name}.toml").read_text(encoding="utf-8") for name in catalogue()]
    scenarios.append(OWN)
    own_table = FEATURES_CSV.replace(",", ";").replace(".", ",")
    return {
        "scenario": (_scenario, ".toml", scenarios),
        "roster": (_roster, ".csv", [people, people.replace(",", ";"), people.replace(",", "\t")]),
        "ties": (_ties, ".csv", [ties]),
        "feature table": (_features, ".csv", [FEATURES_CSV, own_table]),
        "feature file": (_features, ".toml", [FEATURES_TOML]),
        "usage export": (partial(_usage, _roster_beside(folder)), ".csv", USAGE),
        "mapping": (read_mapping, ".toml", [MAPPING]),
    }


OWN = """
extends = "seed_company"
months = 12
[organisation]
people = 60
ties_inside = 6
[organisation.departments.sales]
share = 0.5
resistance = 0.3
[organisation.departments.marketing]
share = 0.2
[organisation.departments.customer_success]
share = 0.1
[organisation.departments.service]
share = 0.2
[behaviour]
attention = 0.5
[features.pipeline]
go_live = { sales = 2, service = 6 }
[features.assistant]
usefulness = 0.6
relevance = { sales = 1.0 }
is_ai = true
[[interventions]]
kind = "Training"
when = "deep_use < 30 % in sales"
start = 2
lasts = 4
one_off = { per_head = 20, per_department = 500 }
[[interventions]]
kind = "StagedRollout"
waves = [["quoting"], ["dashboards", "mail_sync"]]
every = 2
[[interventions]]
kind = "Champions"
choose = "ties"
departments = ["sales"]
most = 4
"""
FEATURES_CSV = """name,label_en,label_de,usefulness,effort,reach,visibility,writes,shared_record,is_ai,sales,service
visit_plan,Visit plan,Besuchsplan,0.5,0.3,0.1,0.4,true,false,false,1.0,0.2
record,Record,Akte,0.6,0.4,0.9,0.3,true,true,false,1.0,1.0
"""
FEATURES_TOML = """
[visit_plan]
usefulness = 0.5
effort = 0.3
writes = true
relevance = { sales = 1.0, service = 0.2 }
[record]
shared_record = true
writes = true
relevance = { sales = 1.0, service = 1.0 }
"""


USAGE = [
    "person,month,feature,count\na1,2026-01,Contacts,12\na2,2026-02,Opportunities,3\nb1,2026-03,Cases,40\nb2,2026-03,Login,9\n",
    "person;month;Contacts;Cases;Login\na1;01/2026;3;;5\nb1;02/2026;;9;2\n",
    "user id\tfeature\tlast used\na1\tContacts\t03.04.2026\nb1\tCases\t\n",
    "user id,timestamp,event type\na1,2026-01-03T10:00:00,Contacts\nb1,2026-02-27T11:00:00,Cases\n",
]
MAPPING = """
[columns]
person = "User"
[features]
"Opportunity" = "pipeline"
[departments]
"Finance" = ""
[reading]
date_order = "day first"
[rule]
deep_from = 8
"""


def _roster_beside(folder: Path) -> Path:
    people = folder / "people.csv"
    people.write_text(
        "id,department,manager,tenure_months\na1,Sales,,50\na2,Sales,a1,1\nb1,Service,,80\nb2,Service,b1,9\n"
    )
    return people


def _usage(people: Path, path: Path) -> None:
    """Read an export; every row must be used, or counted with its reason."""
    _, usage = read_company(people, path)
    lost = sum(each.count for each in usage.problems if not each.used)
    if usage.layout in ("long", "log") and usage.used + lost != usage.rows:
        raise AssertionError(f"{usage.rows} rows, {usage.used} used, {lost} with a reason")


def run(seed: int, *, seconds: float = math.inf, files: float = math.inf) -> tuple[Counter[str], list[str]]:
    """Return how many files of each kind were read or refused, in some time or up to a number, and what came about."""
    chance, counts, findings = random.Random(seed), Counter[str](), []
    folder = Path(tempfile.mkdtemp())
    kinds = corpus(folder)
    end = time.monotonic() + seconds
    while time.monotonic() < end and sum(counts.values()) < files:
        kind = chance.choices(list(kinds), weights=[5, 3, 2, 2, 2, 4, 1])[0]
        reader, ending, good = kinds[kind]
        path = folder / f"tried{ending}"
        path.write_bytes(broken(chance.choice(good), chance))
        try:
            reader(path)
            counts[f"{kind}: read"] += 1
        except InputError as error:
            counts[f"{kind}: refused"] += 1
            if not str(error).strip() or "Traceback" in str(error) or len(str(error)) > 8000:
                findings.append(f"{kind}: the sentence is no sentence: {str(error)[:300]!r}\n{path.read_bytes()!r}")
        except Exception:
            findings.append(f"{kind}:\n{traceback.format_exc()}\n{path.read_bytes()!r}")
        if len(findings) >= 5:
            break
    shutil.rmtree(folder)
    return counts, findings


def report(minutes: float, seed: int, counts: Counter[str], findings: list[str]) -> str:
    """Return what was tried and found as Markdown."""
    lines = [
        "# Broken files thrown at the readers", "",
        f"`python verification/fuzz_readers.py --minutes {minutes:g} --seed {seed}`, crm-adoption {__version__}, "
        f"Python {sys.version.split()[0]}, {date.today().isoformat()}.", "",
        "| kind of file | read all the same | refused with a sentence |", "|---|---|---|",
    ]  # fmt: skip
    kinds = dict.fromkeys(name.split(":")[0] for name in counts)
    lines += [f"| {kind} | {counts[f'{kind}: read']:,} | {counts[f'{kind}: refused']:,} |" for kind in kinds]
    total, found = sum(counts.values()), len(findings)
    lines += ["", f"{total:,} files in all; {found or 'no'} traceback{'s' if found != 1 else ''} or empty sentences."]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run for the time wished for; return 1 if anything was found."""
    parser = argparse.ArgumentParser(description="Throw broken files at the readers.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save", action="store_true", help="write verification/FUZZ.md")
    words = parser.parse_args()
    counts, findings = run(words.seed, seconds=60.0 * words.minutes)
    text = report(words.minutes, words.seed, counts, findings)
    print(text)
    print("\n\n".join(findings))
    if words.save and not findings:
        (Path(__file__).parent / "FUZZ.md").write_text(text, encoding="utf-8")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
