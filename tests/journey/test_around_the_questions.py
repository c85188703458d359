"""What stands around the questions: which part this is, the foot, and what was left out."""

import pytest
from django.utils.html import strip_tags

from referrals_portal.steps import CALL, STEPS
from tests.journey.conftest import at
from tests.journey.people import ANSWERS

pytestmark = pytest.mark.django_db


def test_what_they_left_out_stands_in_one_place_at_the_end(visitor):
    visitor.has_answered(more={"markers": []}, needs={"needs": ["talk"], "words": ""}, access={})
    page = visitor.get("check").content.decode()
    left, sections = page[page.index("You left these out") :], page[: page.index("You left these")]
    for key in ("more", "access"):
        assert f'href="{at(key)}"' in left
        assert f'href="{at(key)}"' not in sections
    assert f'href="{at("needs")}"' in sections
    assert f'href="{at("needs")}"' not in left


def test_a_page_says_which_part_it_is_and_nothing_on_the_tab_does(visitor):
    visitor.has_answered("contact")
    page = visitor.get("contact").content.decode()
    assert "Part 2 of 4: How to be in touch" in page
    assert "Part" not in page[page.index("<title>") : page.index("</title>")]
    assert "Part " not in visitor.get("call").content.decode()


def test_the_words_at_the_foot_of_a_step_are_few(visitor):
    page = visitor.get("device").content.decode()
    foot = page[page.index("<footer") : page.index("</footer>")]
    assert len(strip_tags(foot).split()) <= 35


@pytest.mark.parametrize("step", [*STEPS, CALL], ids=lambda step: step.key)
def test_each_line_of_what_is_wrong_says_which_question_it_means(step):
    form = step.form({}, prefix=step.key, answers=ANSWERS)
    form.is_valid()
    lines = [line for errors in form.errors.values() for line in errors]
    assert len(set(lines)) == len(lines)
