"""Sets of small numbers as the bits of one whole number.

Twenty thousand services are 2,500 bytes: to take two sets together, or to count what is in both,
costs a microsecond, so every choice of the search can say how many it would leave.
"""

from collections.abc import Iterable, Iterator


def bits(numbers: Iterable[int], size: int) -> int:
    """Return the set of these numbers, each at least 0 and below ``size``."""
    marks = bytearray(size // 8 + 1)
    for number in numbers:
        marks[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(marks, "little")


def numbers(found: int) -> Iterator[int]:
    """Give the numbers of a set, lowest first."""
    marks = f"{found:b}"[::-1]
    place = marks.find("1")
    while place >= 0:
        yield place
        place = marks.find("1", place + 1)


class Tally:
    """How often each number was counted: one set for each binary digit of the counts."""

    def __init__(self) -> None:
        self.digits: list[int] = []

    def add(self, found: int, times: int = 1) -> None:
        """Count every number of a set ``times`` more."""
        for place in range(times.bit_length()):
            if times >> place & 1:
                self._add(found, place)

    def _add(self, carried: int, place: int) -> None:
        while carried:
            while len(self.digits) <= place:
                self.digits.append(0)
            digit = self.digits[place]
            self.digits[place], carried = digit ^ carried, digit & carried
            place += 1

    def planes(self) -> list[int]:
        """Return the digits as ``ranked`` reads them: the one that counts most first."""
        return self.digits[::-1]


def ranked(found: int, planes: list[int]) -> Iterator[int]:
    """Give the numbers of a set: those in the first plane before the others, and so on.

    Where all planes agree the lowest comes first. Only as much is sorted as is asked for.
    """
    if not found:
        return
    if not planes:
        yield from numbers(found)
        return
    first, rest = planes[0], planes[1:]
    yield from ranked(found & first, rest)
    yield from ranked(found & ~first, rest)
