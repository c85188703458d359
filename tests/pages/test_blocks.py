"""Each block as the website draws it, and as editors see it before they choose it."""

import pytest
from django.urls import reverse
from wagtail.blocks.base import Block

from hub.models import Hub
from pages.blocks import Body

pytestmark = pytest.mark.once


def drawn(name: str, value: object) -> str:
    block = Body().child_blocks[name]
    return block.render(block.normalize(value))


def test_words_are_escaped():
    assert "&lt;script&gt;" in drawn("heading", "<script>")
    assert "&lt;script&gt;" in drawn("details", {"summary": "<script>", "text": "<p>x</p>"})


def test_steps_are_a_numbered_list(the_hub):
    html = drawn("steps", [{"title": "You ask", "text": "<p>Now</p>"}] * 2)
    assert html.count("<li") == 2
    assert "<ol" in html


def test_the_promise_is_what_the_rules_say(the_hub):
    assert "48 hours" in drawn("promise", None)


def test_no_promise_is_made_for_when_nobody_is_there(the_hub):
    assert "longer when we are closed" in drawn("promise", None)


def test_no_rule_no_promise(the_hub):
    row = Hub.objects.get()
    row.rules = {"standards": []}
    row.save()
    assert drawn("promise", None).strip() == ""


def test_a_search_goes_in_the_body_of_the_request(the_hub):
    html = drawn("find_service", {"text": ""})
    assert 'method="post"' in html
    assert 'autocomplete="off"' in html


def test_the_button_leads_to_the_form():
    assert 'href="/get-help/"' in drawn("get_help", {"text": "Ask us"})


@pytest.mark.parametrize("name", list(Body().child_blocks))
def test_editors_see_an_example_of_it(signed_in, name):
    block = Body().child_blocks[name]
    known = [key for key, each in Block.definition_registry.items() if type(each) is type(block)]
    response = signed_in("editor").get(reverse("wagtailadmin_block_preview"), {"id": known[0]})
    assert response.status_code == 200
    assert "css/site.css" in response.text
