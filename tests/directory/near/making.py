"""Made-up files of postcodes, of any size: run as a program, it writes a large one."""

import csv
import sys
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice, product
from pathlib import Path

from directory.near.areas import areas

ONSPD_COLUMNS = (
    "pcd", "pcd2", "pcds", "dointr", "doterm", "usertype", "oseast1m", "osnrth1m", "osgrdind",
    "ctry", "rgn", "lat", "long",
)  # fmt: skip
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
"""Those that the second half of a postcode may have."""


def onspd_row(code: str, latitude: object, longitude: object, ended: str = "") -> list[str]:
    outward, inward = code.split()
    padded = f"{outward:<4}{inward}"
    given = [padded, padded, code, "198001", ended, "0", "0", "0", "1", "E92000001", "E12000008"]
    return [*given, str(latitude), str(longitude)]


def write_onspd(path: Path, rows: Iterable[list[str]], columns: Iterable[str] = ONSPD_COLUMNS):
    with path.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(columns)
        writer.writerows(rows)
    return path


def code_point_row(code: str, easting: int, northing: int, quality: int = 10) -> list[object]:
    outward, inward = code.split()
    return [f"{outward:<4}{inward}", quality, easting, northing, "E92000001", "", "", "", "", ""]


def write_code_point(path: Path, rows: Iterable[list[object]]) -> Path:
    """Write the archive as it is downloaded: one CSV for each area, without a heading."""
    by_area: dict[str, list[str]] = {}
    for row in rows:
        area = "".join(letter for letter in str(row[0])[:2] if letter.isalpha()).lower()
        by_area.setdefault(area, []).append(",".join(map(str, row)))
    with zipfile.ZipFile(path, "w") as archive:
        heads = "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\nPostcode,Quality,Eastings,Northings\n"
        archive.writestr("Doc/Code-Point_Open_Column_Headers.csv", heads)
        for area, lines in by_area.items():
            archive.writestr(f"Data/CSV/{area}.csv", "\n".join(lines) + "\n")
    return path


def many(count: int) -> Iterator[list[str]]:
    """Yield rows of invented postcodes, 24 outward codes to an area; some ended, some nowhere."""
    codes = product(areas().values(), range(1, 25), range(10), LETTERS, LETTERS)
    for number, (area, district, sector, first, second) in enumerate(islice(codes, count)):
        code = f"{area.code}{district} {sector}{first}{second}"
        if number % 50 == 0:
            yield onspd_row(code, 99.999999, 0)
        else:
            north, east = area.point.latitude, area.point.longitude
            shift = (number % 1000) / 10_000
            yield onspd_row(code, north + shift, east + shift, "202001" if number % 9 == 0 else "")


if __name__ == "__main__":
    write_onspd(Path(sys.argv[1]), many(int(sys.argv[2])))
