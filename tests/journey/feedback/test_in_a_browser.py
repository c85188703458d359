"""How we did, in a real browser: at every width, for everyone, and without script."""

import pytest

from referrals_portal.feedback import QUESTIONS
from referrals_portal.models import FeedbackCount

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(live_server, transactional_db, keys, code, new_page):
    """A function that opens the first page."""

    def go(*args, **options):
        page = new_page(*args, **options)
        page.goto(f"{live_server.url}/feedback/")
        return page

    return go


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wrong_for_those_who_see_and_those_who_do_not(enter, axe, code, width):
    page = enter(width)

    def looks_right():
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert axe(page) == []

    looks_right()
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("There is a problem").wait_for()
    looks_right()
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="How did we do?").wait_for()
    looks_right()
    page.get_by_role("button", name="Send").click()
    page.get_by_text("There is a problem").wait_for()
    looks_right()
    page.get_by_label("Mostly").first.check()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("heading", name="Thank you").wait_for()
    looks_right()


def test_from_the_code_to_the_thanks_without_script_by_keyboard(enter, code):
    page = enter(javascript=False)
    page.get_by_label("Your code").focus()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="How did we do?").wait_for()
    for words in QUESTIONS.values():
        group = page.get_by_role("group", name=str(words))
        group.get_by_label("Not really").focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Send").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Thank you").wait_for()
    assert page.url.endswith("/feedback/thanks/")
    cells = FeedbackCount.objects.filter(count=1).values_list("question", "answer")
    assert set(cells) == {(question, "not_really") for question in QUESTIONS}
    page.reload()
    assert not FeedbackCount.objects.filter(count__gt=1).exists()


def test_the_exit_leads_away_and_the_title_tells_nothing(enter, code):
    page = enter()
    page.get_by_label("Your code").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="How did we do?").wait_for()
    assert page.title().strip() == "Form"
    assert code.replace("-", "") not in page.url.upper()
    assert page.get_by_role("button", name="Leave this site").count() == 1
