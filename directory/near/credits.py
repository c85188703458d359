"""Whose data imported postcodes are: the words that their licence asks every page to show."""

from datetime import date

from directory.near.stored import imported

ONSPD = "ONSPD"
CODE_POINT_OPEN = "Code-Point Open"

_ROYAL_MAIL_AND_OS = (
    "Contains OS data © Crown copyright and database right {year}",
    "Contains Royal Mail data © Royal Mail copyright and database right {year}",
)
_WORDS = {
    ONSPD: (
        *_ROYAL_MAIL_AND_OS,
        "Source: Office for National Statistics licensed under the Open Government Licence v.3.0",
    ),
    CODE_POINT_OPEN: (
        *_ROYAL_MAIL_AND_OS,
        "Contains National Statistics data © Crown copyright and database right {year}",
    ),
}
"""The licensors' own words, which are not to be translated."""


def credits() -> list[str]:
    """Return the sentences to show with distances; none while our own points alone are used."""
    every = sorted(imported().editions)
    return list(dict.fromkeys(words for edition in every for words in credit_words(*edition)))


def credit_words(source: str, as_of: date) -> list[str]:
    """Return the three sentences of a source, with the year of its data."""
    return [words.format(year=as_of.year) for words in _WORDS.get(source, ())]
