"""What editors change of the hub, with its history; and what the pages then say."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from hub.editing import ACTION, promise_words
from hub.models import Hub, OpeningPeriod
from hub.snapshot import current_hub, forget


@pytest.fixture
def settings_page(the_hub, signed_in):
    """An editor's browser, and the address of the hub's settings."""
    return signed_in("editor"), reverse("wagtailsettings:edit", args=["hub", "hub", the_hub.pk])


def typed(client, address, **changes):
    """Return what the form would send, with some of it changed."""
    form = client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value()}
    periods = list(Hub.objects.get().opening_periods.all())
    data |= {f"opening_periods-{name}": len(periods) for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for number, each in enumerate(periods):
        row = {"id": each.pk, "day": each.day, "opens": each.opens, "closes": each.closes,
               "ORDER": number + 1}  # fmt: skip
        data |= {f"opening_periods-{number}-{name}": value for name, value in row.items()}
    return data | changes


def changes():
    entries = ModelLogEntry.objects.filter(action=ACTION).order_by("timestamp")
    return [entry.data["changes"] for entry in entries]


def test_what_was_changed_is_written_down_with_what_it_was(settings_page):
    client, address = settings_page
    answer = client.post(
        address, typed(client, address, phone="01632 960123", alert="Closed today")
    )
    assert answer.status_code == 302, answer.context["form"].errors
    assert changes() == [
        {"telephone number": ["0808 178 1641", "01632 960123"],
         "alert on every page": ["", "Closed today"]}
    ]  # fmt: skip
    page = client.get(address).text
    assert "telephone number: 0808 178 1641 → 01632 960123" in page
    assert "alert on every page: nothing → Closed today" in page
    assert "Edie Example" in page


def test_hours_are_part_of_it(settings_page):
    client, address = settings_page
    data = typed(client, address, **{"opening_periods-0-opens": "10:00"})
    assert client.post(address, data).status_code == 302
    (only,) = changes()
    before, after = only["opening hours"]
    assert "Monday 09:00 to 17:00" in before
    assert "Monday 10:00 to 17:00" in after
    assert OpeningPeriod.objects.filter(day=0).get().opens.hour == 10


def test_saving_without_a_change_leaves_no_entry(settings_page):
    client, address = settings_page
    assert client.post(address, typed(client, address)).status_code == 302
    assert changes() == []
    assert "Nothing was changed yet" in client.get(address).text


@pytest.mark.parametrize("address", ["/", "/services/", "/get-help/"])
def test_an_alert_is_on_every_page_that_people_come_to(website, client, address, keys):
    words = "Our telephone is not answered today."
    assert words not in client.get(address).text
    row = Hub.objects.get()
    row.alert = words
    row.save()
    forget()
    assert words in client.get(address).text


def test_the_promise_in_the_hubs_own_words_with_the_rules_own_time(website, client):
    row = Hub.objects.get()
    row.promise_words = "You hear from one of us in {time} at most <b>."
    row.save()
    forget()
    assert "You hear from one of us in <strong>48 hours</strong> at most &lt;b&gt;." in (
        client.get("/").text
    )
    row.rules = row.rules | {"standards": []}
    row.save()
    forget()
    assert "You hear from one of us" not in client.get("/").text


@pytest.mark.parametrize("words", ["Within {time}.", "{time} is the longest that it takes."])
def test_words_that_say_the_promise(words):
    promise_words(words)


@pytest.mark.parametrize(
    "words", ["Soon.", "{time}, at most {time}.", "Within 24 hours.", "Within {time}, 9 to 5."]
)
def test_words_that_promise_something_else(words):
    with pytest.raises(ValidationError):
        promise_words(words)


@pytest.mark.django_db
def test_without_editors_there_is_no_alert_and_our_own_words(the_hub):
    assert current_hub().alert == current_hub().promise_words == ""
