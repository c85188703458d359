"""What editors change of the hub, with its history; and what the pages then say."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.models import ModelLogEntry

from accounts.models import User
from hub.editing import ACTION, promise_words
from hub.models import Hub, OpeningPeriod
from hub.snapshot import current_hub, forget
from hub.versions import put_in_force


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


def form_of(hub, editor, **changes):
    """Return the settings' form, filled in and valid, as it is before it is saved."""
    form_class = get_setting_edit_handler(Hub).get_form_class()
    data = {name: getattr(hub, name) for name in form_class.base_fields} | changes
    period = {"day": 0, "opens": "10:00", "closes": "16:00", "ORDER": 1}
    data |= {f"opening_periods-0-{name}": value for name, value in period.items()}
    data |= {"opening_periods-TOTAL_FORMS": 1, "opening_periods-INITIAL_FORMS": 0}
    hub.opening_periods = []
    form = form_class(data, instance=hub, for_user=editor)
    assert form.is_valid(), form.errors
    return form


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


def test_rules_that_were_put_in_force_meanwhile_stay_in_force(the_hub, signed_in):
    signed_in("editor")
    form = form_of(the_hub, User.objects.get(username="editor"), alert="Closed today")
    team = {"key": "night", "name": "Night team", "walled": True}
    put_in_force(Hub.objects.get(), {"teams": [team]}, at=timezone.now())
    form.save()
    now = Hub.objects.get()
    assert (now.alert, now.rules_version) == ("Closed today", 2)
    assert (now.rules, now.walls) == ({"teams": [team]}, ["night"])
    assert str(now.opening_periods.get().opens) == "10:00:00"


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


@pytest.mark.parametrize(
    "words",
    [
        "Within {time}.", "{time} is the longest that it takes.", "Within {time} of you asking.",
        "You hear from us within {time}, whoever you are.", "O fewn {time} i chi ofyn.",
        "Within {time}, from Dayton Street in Daytona.",
    ],
)  # fmt: skip
def test_words_that_say_the_promise(words):
    promise_words(words)


@pytest.mark.parametrize(
    "words",
    [
        "Soon.", "{time}, at most {time}.", "Within 24 hours.", "Within {time}, 9 to 5.",
        "Within {time}, mostly the same day.", "The SAME DAY, or within {time}.",
        "At  once, or within {time}.", "Within {time}, usually straight away.", "Today or {time}.",
        "Within {time}: an hour or so.", "Yr un diwrnod, neu o fewn {time}.",
        "O fewn {time}, neu yfory.", "Ar yr un ddydd, o fewn {time}.", "Ar unwaith neu {time}.",
        "O fewn {time}, mewn munudau.", "Dwy wythnos, o fewn {time}.",
    ],
)  # fmt: skip
def test_words_that_promise_something_else(words):
    with pytest.raises(ValidationError):
        promise_words(words)


@pytest.mark.django_db
def test_without_editors_there_is_no_alert_and_our_own_words(the_hub):
    assert current_hub().alert == current_hub().promise_words == ""
