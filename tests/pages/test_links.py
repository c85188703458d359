"""Links that editors make: what is accepted, and what is refused with a sentence."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.rich_text import RichText

from pages.blocks import Body, DetailsBlock, InsetBlock, StepsBlock, TextBlock
from pages.links import is_safe

SAFE = [
    "https://example.org",
    "https://example.org/a?b=c#d",
    "http://example.org/",
    "tel:08081781641",
    "mailto:someone@example.org",
    "/services/",
    "HTTPS://EXAMPLE.ORG",
]
UNSAFE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<p>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/",
    "//example.org/",
    "/\\example.org/",
    "https:",
    "https:///path",
    "http://[",
    "tel:",
    "example.org",
    "#top",
    "",
]


@pytest.mark.parametrize("href", SAFE)
def test_safe(href):
    assert is_safe(href)


@pytest.mark.parametrize("href", UNSAFE)
def test_unsafe(href):
    assert not is_safe(href)


@pytest.mark.parametrize("block", [TextBlock(), InsetBlock()])
@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//example.org"])
def test_rich_text_refuses_it_in_words(block, href):
    with pytest.raises(ValidationError, match="cannot be used"):
        block.clean(RichText(f'<p><a href="{href}">words</a></p>'))


def test_rich_text_keeps_a_safe_link_and_a_link_to_a_page():
    source = '<p><a href="https://example.org">one</a> <a linktype="page" id="2">two</a></p>'
    assert TextBlock().clean(RichText(source)).source == source


@pytest.mark.parametrize(
    ("block", "value"),
    [
        (DetailsBlock(), {"summary": "Why?", "text": '<a href="data:x">x</a>'}),
        (
            StepsBlock(),
            [{"title": "One", "text": '<a href="data:x">x</a>'}, {"title": "Two", "text": "x"}],
        ),
    ],
)
def test_no_block_lets_it_through_inside(block, value):
    with pytest.raises(ValidationError):
        block.clean(block.normalize(value))


def test_only_these_blocks_exist_and_none_takes_html():
    assert set(Body().child_blocks) == {
        "heading", "text", "inset", "steps", "details", "contact", "promise", "get_help",
        "find_service", "page_links", "side_by_side",
    }  # fmt: skip
    assert TextBlock().features == ["bold", "link", "ol", "ul"]


@pytest.mark.parametrize("name", list(Body().child_blocks))
def test_each_block_explains_itself(name):
    block = Body().child_blocks[name]
    assert block.meta.template == f"pages/blocks/{name}.html"
    assert block.meta.description
