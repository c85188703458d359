"""What came, unpacked a piece at a time and counted after unpacking: a bomb never goes off."""

import zlib
from collections.abc import Iterable, Iterator

from directory.arriving.stops import Stopped, Unreachable

PIECE = 65536
WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def pieces(raw: Iterable[bytes], encoding: str, most: int, what: str) -> Iterator[bytes]:
    """Yield the pieces of a body, unpacked.

    encoding: the header ``Content-Encoding``, empty for none.
    most: bytes that may come out. Raises `Stopped` for more, for a body that is not what it says,
    and `Unreachable` for one that ends too early.
    """
    encoding = encoding.strip().lower()
    plain = raw if encoding in ("", "identity") else _unpacked(raw, encoding, what)
    total = 0
    for piece in plain:
        total += len(piece)
        if total > most:
            raise Stopped(f"What came for {what} is larger than {most // 1024**2} MiB.")
        yield piece


def _unpacked(raw: Iterable[bytes], encoding: str, what: str) -> Iterator[bytes]:
    if encoding not in WINDOW:
        raise Stopped(f"What came for {what} is packed in a way that we do not read.")
    unpacking = zlib.decompressobj(WINDOW[encoding])
    try:
        for packed in raw:
            rest = packed
            while rest and not unpacking.eof:
                yield unpacking.decompress(rest, PIECE)
                rest = unpacking.unconsumed_tail
    except zlib.error:
        raise Stopped(f"What came for {what} cannot be unpacked.") from None
    if not unpacking.eof:
        raise Unreachable(f"Only half of {what} came.")
