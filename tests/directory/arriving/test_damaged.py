"""Files that are damaged, locked or made to fill the memory: one sentence, at once."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from directory.arriving.reading import hsds_csv, spreadsheet
from directory.arriving.stops import Stopped


def xlsx(tmp_path, **parts):
    """A small spreadsheet, some of whose parts are others."""
    made = io.BytesIO()
    book = Workbook()
    book.active.append(["Name", "Organisation"])
    book.save(made)
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return path


def broken(path):
    """Turn the bytes of what is packed, so that it cannot be unpacked."""
    data = bytearray(path.read_bytes())
    start = data.index(b"PK\x03\x04") + 120
    data[start : start + 400] = bytes(255 - byte for byte in data[start : start + 400])
    path.write_bytes(data)
    return path


def locked(path):
    """Say of every part that it is encrypted."""
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 1)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("spoil", [broken, locked])
def test_a_spreadsheet_that_cannot_be_opened(tmp_path, spoil):
    with pytest.raises(Stopped, match=r"list\.xlsx is no spreadsheet"):
        list(spreadsheet.from_xlsx(spoil(xlsx(tmp_path))))


def test_a_spreadsheet_whose_looks_would_fill_the_memory(tmp_path):
    styles = b"<styleSheet>" + b"<xf/>" * 400_000 + b"</styleSheet>"
    with pytest.raises(Stopped, match="too large"):
        list(spreadsheet.from_xlsx(xlsx(tmp_path, **{"xl/styles.xml": styles})))


def package(tmp_path, services, phones="id,service_id,number\n"):
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("services.csv", services)
        made.writestr("phones.csv", phones)
    return path


@pytest.mark.parametrize("spoil", [broken, locked])
def test_a_package_that_cannot_be_opened(tmp_path, spoil):
    rows = "id,name\n" + "".join(f"{number},Service {number}\n" for number in range(200))
    with pytest.raises(Stopped, match=r"package\.zip is no zip"):
        list(hsds_csv.records(spoil(package(tmp_path, rows))))


def test_a_package_that_says_one_service_twice(tmp_path):
    with pytest.raises(Stopped, match="the same id"):
        list(hsds_csv.records(package(tmp_path, "id,name\n1,One\n1,Two\n")))


def test_what_a_service_has_is_bounded(tmp_path):
    phones = "id,service_id,number\n" + "".join(f"{n},1,01632 960001\n" for n in range(600))
    (found,) = hsds_csv.records(package(tmp_path, "id,name\n1,One\n", phones))

    assert len(found["phones"]) == hsds_csv.MOST_PARTS
