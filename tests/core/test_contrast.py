"""Every pair of colours that tokens.scss declares can be read, in light and in dark."""

import re
from pathlib import Path

import pytest

SOURCE = (Path(__file__).parents[2] / "static" / "scss" / "tokens.scss").read_text("utf-8")
PAIRS = [
    (front, back, float(least))
    for front, back, least in re.findall(r"// pair: (\S+) on (\S+) ([\d.]+)", SOURCE)
]


def colours_of(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


LIGHT = colours_of(SOURCE.split("@media", 1)[0])
DARK = LIGHT | colours_of(SOURCE.split("@media (prefers-color-scheme: dark)")[1].split("@media")[0])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it: 0 black, 1 white."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_sum_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_a_declared_pair_can_be_read(scheme, front, back, least):
    assert contrast(scheme[front], scheme[back]) >= least


def test_every_colour_that_carries_words_is_in_a_pair():
    never_text = {"rule", "lamp"}
    paired = {name for front, back, _ in PAIRS for name in (front, back)}
    assert set(LIGHT) - never_text == paired


def test_no_colour_hides_outside_the_tokens():
    parts = (Path(__file__).parents[2] / "static" / "scss" / "parts").glob("*.scss")
    allowed = {"#000", "#fff"}  # ink and paper of a printer
    found = {
        (part.name, colour)
        for part in parts
        for colour in re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", part.read_text("utf-8"))
        if colour not in allowed
    }
    assert not found
