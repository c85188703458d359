"""Into which compartment a referral goes, and that what is added to it goes there too."""

import pytest

from referrals_portal import actions
from referrals_portal.actions.receiving import compartment_of
from referrals_portal.models import Referral
from referrals_portal.sealing import Place, lending, opening
from tests.intake.making import SAFE, make_referral
from tests.machinery.keys import WORDS


@pytest.mark.parametrize(
    ("answers", "compartment"),
    [
        ({}, "standard"),
        ({"staff": {}}, "standard"),
        ({"staff": {"knows": ""}}, "standard"),
        ({"staff": {"knows": "no"}}, "standard"),
        ({"staff": {"knows": "yes"}}, "restricted"),
        ({"staff": {"knows": "yes", "who": "CANARY"}}, "restricted"),
    ],
)
def test_who_knows_somebody_here_is_restricted(answers, compartment):
    assert compartment_of(answers) == compartment


@pytest.fixture
def restricted(db, keys):
    return make_referral(staff={"knows": "yes"})


def test_it_arrives_sealed_and_signed_for_its_compartment(restricted):
    assert restricted.compartment == "restricted"
    place = Place("referral", restricted.pk, "restricted")
    lent = lending.keys(lending.unlock(WORDS))
    content = opening.open_signed(restricted, place, lent)
    assert content["answers"]["staff"] == {"knows": "yes"}
    with pytest.raises(opening.Locked):
        opening.open_signed(restricted, place)


@pytest.mark.parametrize("kind", ["note", "attempt", "close", "withdraw"])
def test_what_staff_add_is_sealed_to_the_compartment_of_its_referral(
    restricted, referral, manager, now, kind
):
    for row in (restricted, referral):
        given = {"referral": row, "by": manager, "at": now}
        if kind == "attempt":
            made = actions.record_attempt(
                **given,
                safe=SAFE,
                channel="letter",
                result="sent",
                text="CANARY",
                why_safe="Asked.",
            )
        elif kind == "note":
            made = actions.add_note(**given, text="CANARY")
        elif kind == "close":
            made = actions.close(**given, outcome="declined", text="CANARY")
        else:
            actions.withdraw(**given, text="CANARY")
            made = row.notes.get()
        place = Place(made.kind, made.pk, row.compartment)
        lent = lending.keys(lending.unlock(WORDS)) if row == restricted else None
        assert opening.open_row(made, place, lent)["text"] == "CANARY"


def test_who_may_know_of_it(restricted, referral, caseworker, manager):
    assert set(Referral.objects.visible_to(caseworker)) == {referral}
    assert set(Referral.objects.visible_to(manager)) == {restricted, referral}
    assert set(Referral.objects.hidden_from(caseworker)) == {restricted}
    assert not Referral.objects.hidden_from(manager).exists()


@pytest.mark.parametrize("persona", ["editor", "superuser"])
def test_no_other_power_shows_it(persona, restricted, referral, request):
    assert restricted not in Referral.objects.visible_to(request.getfixturevalue(persona))


def test_a_compartment_nobody_thought_of_is_for_managers_too(restricted, caseworker):
    Referral.objects.update(compartment="another")
    assert not Referral.objects.visible_to(caseworker).exists()
    assert Referral.objects.get().is_restricted


def test_a_disabled_manager_is_none(restricted, manager):
    manager.is_active = False
    assert not Referral.objects.visible_to(manager).exists()
