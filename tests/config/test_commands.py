"""The commands that print or load: hub, questions, demo."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import IntakeRole, User
from config.demo import people
from hub import profile, vocabulary
from hub.models import Hub, Welsh
from hub.snapshot import current_hub
from referrals_portal.forms.base import SeenForm
from referrals_portal.models import OutboxMessage, Referral
from referrals_portal.steps import CALL, STEPS
from tests.intake.making import make_referral
from tests.journey.conftest import at

HAMPSHIRE = "hampshire-and-isle-of-wight"


@pytest.mark.django_db
def test_questions_prints_every_question_in_order(capsys):
    call_command("questions", "--json")
    questions = json.loads(capsys.readouterr().out)
    asking = [step.key for step in (*STEPS, CALL) if step.form is not SeenForm]
    assert list(dict.fromkeys(q["step"] for q in questions)) == asking
    assert set(questions[0]) == {
        "step", "field", "label", "type", "choices", "required", "applies_when", "personal",
        "sensitive",
    }  # fmt: skip
    by_name = {(q["step"], q["field"]): q for q in questions}
    values = {name: {c["value"] for c in by_name[name]["choices"]} for name in by_name}
    assert values["who", "for_whom"] <= set(vocabulary.FOR_WHOM)
    assert values["name", "age_band"] == set(vocabulary.AGE_BANDS)
    assert values["details", "crime_types"] <= set(vocabulary.CRIME_TYPES)
    assert values["told", "reported"] == set(vocabulary.REPORTED)
    assert values["more", "markers"] <= set(vocabulary.MARKERS)
    for channel in ("call", "text", "email"):
        assert values["safe", channel] == {"yes", "at_times", "no"}
    assert values["safe", "letter"] == {"yes", "no"}
    assert values["share", "services"] == {partner.key for partner in current_hub().partners}
    assert values["message", "confirm_by"] == {"none", "text", "email"}


@pytest.mark.django_db
def test_questions_says_at_which_address_each_is(capsys):
    call_command("questions")
    lines = capsys.readouterr().out.splitlines()
    (line,) = [line for line in lines if "feeling.self_harm:" in line]
    assert line.startswith(f"{at('feeling')} feeling.self_harm: ")


@pytest.mark.django_db
class TestHub:
    """``manage.py hub``."""

    def test_list_names_every_profile(self, capsys):
        call_command("hub", "list", "--json")
        assert [row["slug"] for row in json.loads(capsys.readouterr().out)] == profile.slugs()

    def test_check_finds_nothing_wrong_with_ours(self, capsys):
        call_command("hub", "check")
        assert "nothing wrong" in capsys.readouterr().out

    def test_load_makes_the_installation_that_hub(self):
        call_command("hub", "load", HAMPSHIRE)
        hub = current_hub()
        assert (hub.name, hub.phone) == ("Victim Care Hub", "0808 178 1641")
        assert len(hub.hours) == 5
        assert hub.hours_are_assumed

    def test_an_unknown_hub_is_one_sentence_that_lists_the_known(self):
        with pytest.raises(CommandError, match=HAMPSHIRE):
            call_command("hub", "load", "nowhere")
        assert not Hub.objects.exclude(slug="").exists()

    def test_another_hub_is_refused_where_there_are_referrals(self, keys):
        call_command("hub", "load", HAMPSHIRE)
        make_referral()
        Hub.objects.update(slug="another-hub")
        with pytest.raises(CommandError, match="has referrals"):
            call_command("hub", "load", HAMPSHIRE)

    def test_if_none_leaves_what_editors_changed(self):
        call_command("hub", "load", HAMPSHIRE)
        Hub.objects.update(phone="01632 960999")
        call_command("hub", "load", HAMPSHIRE, "--if-none")
        assert Hub.objects.get().phone == "01632 960999"


@pytest.mark.django_db
def test_the_demonstration_is_made_once_and_sends_only_what_the_police_feed_allows(keys):
    call_command("hub", "load", HAMPSHIRE)
    for _ in range(2):
        call_command("demo", verbosity=0)
    assert Referral.objects.count() == 9
    assert Referral.objects.filter(compartment="restricted").count() == 1
    assert Referral.objects.exclude(senior_by=None).count() == 1
    assert set(OutboxMessage.objects.values_list("template", "channel")) == {
        ("OFFER", "sms"), ("OFFER", "email"),
    }  # fmt: skip
    assert OutboxMessage.objects.count() == 3  # this hub promises each by text and by email


@pytest.mark.django_db
def test_the_demonstration_offers_welsh_with_its_warning_until_an_editor_says_otherwise(keys):
    call_command("hub", "load", HAMPSHIRE)
    call_command("demo", verbosity=0)
    assert Hub.objects.get().welsh == Welsh.DEMONSTRATION
    Hub.objects.update(welsh=Welsh.OFF)
    call_command("demo", verbosity=0)
    assert Hub.objects.get().welsh == Welsh.OFF


@pytest.mark.django_db
class TestDemonstrationSignIns:
    """Their password is public, so a real account never gets it."""

    def test_an_account_that_is_there_is_left_as_it_is(self):
        real = User.objects.create_user("manager", password="a password of her own")
        people.make()
        real.refresh_from_db()
        assert real.check_password("a password of her own")
        assert not IntakeRole.objects.filter(user=real).exists()
        assert User.objects.get(username="caseworker").check_password(people.PASSWORD)

    def test_made_again_they_keep_what_was_changed(self):
        people.make()
        caseworker = User.objects.get(username="caseworker")
        caseworker.set_password("another password altogether")
        caseworker.save()
        User.objects.get(username="editor").groups.clear()
        people.make()
        assert not User.objects.get(username="caseworker").check_password(people.PASSWORD)
        assert not User.objects.get(username="editor").groups.exists()

    def test_they_are_refused_where_the_world_can_come(self, settings):
        settings.HTTPS = True
        with pytest.raises(CommandError, match="public password"):
            call_command("demo")
        assert not User.objects.exists()
