"""One service's page."""

from datetime import date, time

import pytest

from directory.models import Location, Phone, ServiceAtLocation, Session

from .conftest import make_service
from .test_services_page import main


def page(visitor, slug):
    response = visitor.get(f"/services/{slug}/")
    assert response.status_code == 200
    return " ".join(main(response).split())


def test_it_says_all_that_is_known(visitor, time_machine):
    time_machine.move_to("2026-11-23T10:00Z")
    service = make_service(
        "Evening line",
        org="Example Trust",
        summary="Someone listens.",
        description="First.\n\nSecond.",
        eligibility_description="Anyone.",
        minimum_age=16,
        url="https://example.org/line",
        email="line@example.org",
        application_process="Just call.",
        fees_description="Free",
        assured_date=date(2026, 11, 1),
        open=("MO,TU", 18, 20),
    )
    service.phones = [
        Phone(number="01632 960005"),
        Phone(number="07700 900300", type="text", description="Evenings"),
    ]
    service.service_at_locations = [
        ServiceAtLocation(location=Location.objects.create(name="The Library", city="Anytown"))
    ]
    service.save()
    shown = page(visitor, "evening-line")

    for words in (
        "<h1>Evening line</h1>", "Someone listens.", "<p>First.</p>", "<p>Second.</p>", "Anyone.",
        "People aged 16 and over", 'href="https://example.org/line" rel="noreferrer"',
        'href="mailto:line@example.org"', "Just call.", "<dd>Free</dd>", "Example Trust",
        "Checked 3 weeks ago", 'href="tel:01632960005"',
        'href="sms:07700900300"', "Closed now. Opens at 6pm today",
        "Monday and Tuesday, 6pm to 8pm", "The Library, Anytown", "ask us to put you in touch",
        'href="/get-help/"',
    ):  # fmt: skip
        assert words in shown


def test_it_says_how_the_help_comes_and_where_they_meet(visitor, time_machine):
    time_machine.move_to("2026-11-23T10:00Z")
    service = make_service(
        "Clinic",
        alert="No clinic this week.",
        service_area="Portsmouth",
        channels="telephone,in_person",
        what_happens_next="We ring you back.",
        referral="either",
        wait_time="2 weeks",
        is_free=True,
        languages="en,pl",
        interpretation_services="Any, if you ask.",
        facilities="women_only,live_link",
    )
    library = Location.objects.create(name="The Library", accessibility="Two steps.")
    times = {"opens_at": time(10), "closes_at": time(12)}
    service.sessions = [
        Session(description="Group", every="month", byday="MO", week=-1, **times),
        Session(description="Drop-in", byday="TU", location=library, notes="Ring.", **times),
        Session(description="Over", every="once", dtstart=date(2026, 11, 1), **times),
    ]
    service.save()
    shown = page(visitor, "clinic")

    for words in (
        "No clinic this week.", "<dd>Portsmouth</dd>", "By phone, In person", "We ring you back.",
        "You can go to them yourself, or be referred", "2 weeks", "It is free", "English, Polish",
        "Any, if you ask.", "A space for women only, A live link to a court", "Two steps.",
        "Every Tuesday, 10am to midday<br>Next: Tuesday 24 November", "Ring.",
        "Every month on the last Monday, 10am to midday<br>Next: Monday 30 November",
        "Something wrong here?",
    ):  # fmt: skip
        assert words in shown
    assert "Over" not in shown
    assert shown.index("Drop-in") < shown.index("Group")


def test_it_says_nothing_that_is_not_known(visitor):
    make_service("Bare")
    shown = page(visitor, "bare")

    for words in ("Cost", "Where", "When", "Checked", "None", "Call ", "Email", "website"):
        assert words not in shown


def test_a_commissioned_service_is_reached_through_the_hub(visitor):
    make_service("Counselling", is_commissioned=True, application_process="Ask us.")
    shown = page(visitor, "counselling")

    assert "Ask us." in shown
    assert 'href="tel:08081781641">0808 178 1641' in shown


def test_a_service_closed_for_now_says_so_and_is_never_open(visitor):
    make_service("Resting", status="temporarily closed", always=True, phone="01632 960005")
    shown = page(visitor, "resting")

    assert "This service is closed for now" in shown
    assert "Open day and night" not in shown
    assert "Closed for now" in main(visitor.get("/services/"))


@pytest.mark.parametrize("fields", [{"status": "inactive"}, {"status": "defunct"}, {"live": False}])
def test_what_is_not_public_is_not_found(visitor, fields):
    make_service("Hidden", **fields)

    assert visitor.get("/services/hidden/").status_code == 404
    assert visitor.get("/services/nothing/").status_code == 404


def test_it_is_shared_without_cookies_and_costs_nothing_again(visitor, django_assert_num_queries):
    make_service("Shared")
    first = visitor.get("/services/shared/")
    with django_assert_num_queries(0):
        second = visitor.get("/services/shared/")

    for response in (first, second):
        assert response["Cache-Control"].startswith("public")
        assert response["Vary"] == "Accept-Encoding"
        assert not response.cookies


def test_what_editors_write_is_text_and_never_markup(visitor):
    make_service("Text", description="<script>alert(1)</script>", summary="<img src=x>")
    shown = page(visitor, "text")

    assert "<script>" not in shown
    assert "<img" not in shown


@pytest.mark.parametrize("method", ["patch", "put", "delete"])
def test_it_can_only_be_read(visitor, method):
    make_service("Read")

    assert getattr(visitor, method)("/services/read/").status_code == 405
