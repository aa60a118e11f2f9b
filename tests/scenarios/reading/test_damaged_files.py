"""Files that are damaged are called damaged, with how much of them is there - not "not a ..."; packed ones, packed."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from crm_adoption.analysis.evidence.ensemble import Ensemble, load_ensemble
from crm_adoption.analysis.evidence.fit_draws import Fit, load_fit, write_fit
from crm_adoption.model.errors import InputError
from crm_adoption.model.phrase import Phrase
from crm_adoption.scenarios.files.catalogue import load
from crm_adoption.scenarios.reading.any_table import read_tables
from crm_adoption.scenarios.reading.damaged import of_json
from crm_adoption.scenarios.reading.named_rows import read_table
from hypothesis import given
from hypothesis import strategies as st

WHOLE = b'{\n"format": 1,\n"version": "0.1",\n"draws": [\n{"weight": 0.5}\n]\n}\n'


def read_export(path: Path) -> object:
    return read_tables(path, Phrase("usage export"))


def refusal(read: object, path: Path) -> str:
    assert callable(read)
    with pytest.raises(InputError) as error:
        read(path)
    assert str(path) in str(error.value)
    return str(error.value)


@pytest.fixture(scope="module")
def ensemble() -> Ensemble:
    return load_ensemble("evidence")


@given(st.integers(1, len(WHOLE) - 3))
def test_json_that_breaks_off_anywhere_is_damaged(size: int) -> None:
    assert of_json(WHOLE[:size]) == f"it breaks off after {size:,} bytes"


def test_what_is_sound_or_never_was_ours_is_not_damaged() -> None:
    assert of_json(WHOLE) == ""
    assert of_json(b"") == ""
    assert of_json(b"no JSON at all") == ""
    assert of_json(b'{"another": "document"') == ""
    assert of_json(WHOLE.replace(b'"draws": [', b'"draws": X')) == "line 4 cannot be read"


def test_a_fit_that_breaks_off_is_damaged(tmp_path: Path, ensemble: Ensemble) -> None:
    path = write_fit(Fit.from_ensemble(load("no_programme"), ensemble), tmp_path)
    data = path.read_bytes()
    assert len(load_fit(path).draws) == len(ensemble.members)
    for size in (5, len(data) // 2, len(data) - 3):
        path.write_bytes(data[:size])
        assert f"the fit is damaged: it breaks off after {size:,} bytes" in refusal(load_fit, path)
    path.write_text("[]")
    assert "not a fit" in refusal(load_fit, path)


def test_an_ensemble_that_breaks_off_is_damaged(tmp_path: Path) -> None:
    from importlib import resources

    text = resources.files("crm_adoption.analysis").joinpath("data", "ensemble_evidence.json").read_text("utf-8")
    path = tmp_path / "mine.json"
    path.write_text(text[: len(text) // 2], encoding="utf-8")
    assert "the ensemble is damaged: it breaks off after" in refusal(load_ensemble, path)
    path.write_text('{"a": 1}')
    assert "not an ensemble" in refusal(load_ensemble, path)


def test_exports_that_break_off_or_are_spoilt_are_damaged(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    pytest.importorskip("openpyxl")
    frame = pd.DataFrame({"person": [f"p{k}" for k in range(500)], "feature": ["quoting"] * 500})
    parquet, book = tmp_path / "use.parquet", tmp_path / "use.xlsx"
    frame.to_parquet(parquet)
    frame.to_excel(book, index=False)
    for path, kind in ((parquet, "Parquet file"), (book, "Excel workbook")):
        data = path.read_bytes()
        for size in (len(data) // 2, len(data) - 100):
            path.write_bytes(data[:size])
            assert f"this {kind} is damaged: it breaks off after {size:,} bytes" in refusal(read_export, path)
        for at in range(40, len(data), max(len(data) // 25, 1)):
            path.write_bytes(data[:at] + bytes(each ^ 0x55 for each in data[at : at + 64]) + data[at + 64 :])
            with suppress(InputError):  # whatever else it raises would be a traceback
                read_export(path)
        path.write_text("something else")
        assert f"this is no {kind}" in refusal(read_export, path)


def test_packed_tables_are_read_and_damaged_ones_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "people.csv.gz"
    whole = gzip.compress(b"".join(b"p%d,sales\n" % number for number in range(50_000)), mtime=0)
    path.write_bytes(whole)
    assert len(read_table(path, Phrase("roster"), {}).rows) == 49_999
    path.write_bytes(whole[: len(whole) // 2])
    assert "this packed file is damaged" in refusal(lambda each: read_table(each, Phrase("roster"), {}), path)
