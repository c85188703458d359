"""A check is a new version, and neither loses nor publishes what an editor is drafting."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Phone, Service, UpkeepRule
from directory.status import Status
from directory.upkeep import changing
from directory.upkeep.facts import facts_of, rule_now, sinking_and_hidden
from directory.upkeep.freshness import Rule

from .conftest import TODAY, make

pytestmark = pytest.mark.usefixtures("hub")
OLD = date(2024, 1, 1)


def again(service):
    return Service.objects.get(pk=service.pk)


def test_a_check_is_a_published_version_with_a_name_to_it(edie):
    service = make(phone="01632 960001", review_date=date(2026, 1, 1))
    changing.check(service, TODAY, edie)
    found = again(service)

    assert (found.assured_date, found.review_date) == (TODAY, None)
    assert found.latest_revision.user == edie
    assert found.live_revision == found.latest_revision
    assert [phone.number for phone in found.phones.all()] == ["01632 960001"]


@pytest.mark.parametrize("road", [changing.publish, changing.put_into_draft])
def test_of_a_locked_one_only_the_day_of_its_check_changes(edie, road):
    service = make(locked=True, summary="Stays.")
    with pytest.raises(ValidationError, match="locked"):
        road(service, lambda each: setattr(each, "summary", "Changed."), edie)
    changing.check(service, TODAY, edie)

    found = again(service)
    assert (found.summary, found.assured_date, found.locked) == ("Stays.", TODAY, True)
    assert found.get_latest_revision_as_object().summary == "Stays."


def test_what_is_put_into_a_draft_goes_into_the_newest_one(edie):
    """Somebody saved a draft after this service was read."""
    read = make()
    other = again(read)
    other.summary = "Not ready."
    other.save_revision()
    changing.put_into_draft(read, lambda each: setattr(each, "alert", "Closed today."), edie)

    draft = again(read).get_latest_revision_as_object()
    assert (draft.summary, draft.alert) == ("Not ready.", "Closed today.")


def test_a_version_that_somebody_made_meanwhile_is_not_written_over(edie):
    """The CMS saves what an editor types over their own last version, again and again."""
    service = make()
    own = service.save_revision(user=edie)
    typing = again(service)
    changing.check(again(service), TODAY, None)
    typing.summary = "Typed before the check."
    with pytest.raises(PermissionDenied):
        typing.save_revision(user=edie, overwrite_revision=own)

    assert again(service).get_latest_revision_as_object().assured_date == TODAY


def test_a_check_leaves_a_day_that_has_not_come(edie):
    service = make(review_date=date(2027, 1, 1))
    changing.check(service, TODAY, edie)
    assert again(service).review_date == date(2027, 1, 1)


def test_a_draft_stays_a_draft_and_knows_of_the_check(edie):
    service = make(phone="01632 960001")
    service.summary = "Not ready."
    service.phones = [Phone(number="01632 960002")]
    service.save_revision()
    changing.check(again(service), TODAY, edie)
    found = again(service)

    assert (found.summary, found.assured_date) == ("It helps.", TODAY)
    assert found.has_unpublished_changes
    assert [phone.number for phone in found.phones.all()] == ["01632 960001"]
    draft = found.get_latest_revision_as_object()
    assert (draft.summary, draft.assured_date) == ("Not ready.", TODAY)
    assert [phone.number for phone in draft.phones.all()] == ["01632 960002"]


def test_what_was_never_public_stays_so(edie):
    service = make()
    service.unpublish()
    changing.check(again(service), TODAY, edie)
    found = again(service)

    assert not found.live
    assert found.get_latest_revision_as_object().assured_date == TODAY


def test_nonsense_changes_nothing(edie):
    service = make()

    def spoil(each):
        each.summary = ""

    with pytest.raises(ValidationError):
        changing.publish(service, spoil, edie)
    assert again(service).summary == "It helps."
    assert again(service).latest_revision == service.latest_revision


def test_the_rule_is_read_and_never_written():
    assert rule_now() == Rule(3, 12)
    assert not UpkeepRule.objects.exists()
    UpkeepRule.objects.create(review_months=6, hide_after_months=None)
    assert rule_now() == Rule(6, None)


@pytest.mark.parametrize(
    ("months", "fine"), [((3, 12), True), ((3, None), True), ((6, 6), True), ((6, 5), False)]
)
def test_nothing_hides_before_it_is_due(months, fine):
    rule = UpkeepRule(review_months=months[0], hide_after_months=months[1])
    if fine:
        rule.full_clean()
    else:
        with pytest.raises(ValidationError, match="before it is to be checked"):
            rule.full_clean()


def test_what_sinks_and_hides_is_known_in_few_queries():
    stale = make("Stale", assured_date=OLD, terms=["Listening"])
    last = make("Last", assured_date=OLD, terms=["Housing"])
    line = make("Line", assured_date=OLD, is_national_helpline=True)
    closed = make("Closed", assured_date=TODAY, terms=["Housing"], status=Status.TEMPORARILY_CLOSED)
    make("Gone", assured_date=OLD, status=Status.DEFUNCT)
    for number in range(5):
        make(f"Fresh {number}", assured_date=TODAY, terms=["Listening"])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = sinking_and_hidden(TODAY)

    assert found.sinks == {stale.pk, last.pk, line.pk}
    assert found.hidden == {stale.pk}
    assert closed.pk not in found.hidden
    assert len(queries) == 3
    assert facts_of(Service.objects.none()) == []


def test_a_version_forgets_a_keeper_who_has_no_account_any_more(edie):
    service = make(owner=edie)
    assert again(service).get_latest_revision_as_object().owner == edie
    edie.delete()
    assert again(service).get_latest_revision_as_object().owner is None
    again(service).latest_revision.publish()
    assert again(service).owner is None
