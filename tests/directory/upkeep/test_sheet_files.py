"""A file that would fill the memory, or is damaged, is refused with one sentence."""

import io
import zipfile

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from directory import spreadsheets
from directory.upkeep.sheets import files


def rebuilt(book, change):
    """The file of a book, each part of it changed by ``change(name, data)``."""
    file, out = io.BytesIO(), io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            new.writestr(each.filename, change(each.filename, old.read(each)))
    return out.getvalue()


def _styles(name, data):
    full = data.replace(b"</cellXfs>", b"<xf/>" * 300_000 + b"</cellXfs>")
    return full if name == "xl/styles.xml" else data


def _in_sheet(more):
    return lambda name, data: (
        data.replace(b"</sheetData>", more + b"</sheetData>") if "sheet1" in name else data
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_styles, "too much packed"),
        (_in_sheet(b"<row/>" * 30_000), "too many rows"),
        (_in_sheet(b"<x:row />" * 30_000), "too many rows"),
        (_in_sheet(b"<row>" + b"<c/>" * 2_000_001 + b"</row>"), "too much packed"),
    ],
)
def test_what_takes_the_memory_is_refused_before_it_is_opened(monkeypatch, change, words):
    monkeypatch.setattr(spreadsheets, "load_workbook", None)
    data = rebuilt(openpyxl.Workbook(), change)
    with pytest.raises(ValidationError, match=words):
        files.read(io.BytesIO(data), len(data))


def _damaged(data):
    """Turn over bytes in the middle of what is packed, so that it cannot be unpacked."""
    found = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = next(each for each in package.infolist() if "sheet1" in each.filename)
    start = part.header_offset + 30 + len(part.filename)
    found[start : start + 40] = b"\xff" * 40
    return bytes(found)


def _encrypted(data):
    """Set the flag of a secret file on every part."""
    found = bytearray(data)
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = found.find(mark)
        while at >= 0:
            found[at + place] |= 1
            at = found.find(mark, at + 1)
    return bytes(found)


@pytest.mark.parametrize("harm", [_damaged, _encrypted])
def test_a_damaged_or_encrypted_file_is_one_sentence(harm):
    data = harm(rebuilt(openpyxl.Workbook(), lambda _name, data: data))
    with pytest.raises(ValidationError, match="no spreadsheet"):
        files.read(io.BytesIO(data), len(data))
