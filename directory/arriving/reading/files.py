"""A file or a folder, read as what it is: a kept copy, a tabular package, or a spreadsheet."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

from directory.arriving import keeping
from directory.arriving.reading import Told, hsds_csv, spreadsheet
from directory.arriving.stops import Stopped

MOST = 50 * 1024**2
"""Bytes of one file."""


def records(path: Path, told: Told = lambda said: None) -> Iterator[Any]:
    """Yield every service that is in it. Raises `Stopped` for what cannot be read.

    told: is given sentences about what was left out of it.
    """
    ending = path.suffix.lower()
    if not path.exists():
        raise Stopped(f"There is no file {path.name}.")
    if path.is_file() and path.stat().st_size > MOST and ending != ".jsonl":
        raise Stopped(f"{path.name} is larger than {MOST // 1024**2} MiB.")
    if path.is_dir() or ending == ".zip":
        yield from hsds_csv.records(path)
    elif ending == ".jsonl":
        yield from keeping.read_kept(path)
    elif ending == ".xlsx" and is_zipfile(path):
        yield from spreadsheet.from_xlsx(path, told)
    elif ending == ".csv":
        yield from spreadsheet.from_csv(path, told)
    else:
        raise Stopped(
            f"{path.name} is nothing that we read: a spreadsheet (.xlsx or .csv), the CSV files of "
            "a tabular package (a folder or a .zip), or a copy that was kept (.jsonl)."
        )
