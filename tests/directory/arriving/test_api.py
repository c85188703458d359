"""A feed is read to its end or not at all: it is not believed what it says about itself."""

import uuid

import pytest

from directory.arriving.cleaning import clean
from directory.arriving.reading.api import Feed
from directory.arriving.stops import FeedLies, Refused, Stopped, Unreachable
from tests.directory.arriving.feeds import many, v1, v3
from tests.standins.feed import Answer, FeedStandIn, says, summary

FEED = uuid.uuid5(uuid.NAMESPACE_URL, "https://feed.example.org")


@pytest.fixture(params=[True, False], ids=["full lists", "summaries"])
def feed(request):
    with FeedStandIn(many(25), full=request.param) as standing_in:
        yield standing_in


def read(feed, fetch_from, **named):
    return list(Feed(fetch_from(feed), feed.url).records(**named))


def test_every_service_comes_once_and_whole(feed, fetch_from):
    assert read(feed, fetch_from) == feed.services
    pages = [path for path in feed.asked if "?" in path]
    assert len(pages) == 3
    assert len(feed.asked) - len(pages) == (3 if feed.full else 26)


def test_version_1_comes_as_version_3(fetch_from):
    with FeedStandIn([v1(number) for number in range(12)], version=1) as feed:
        found = read(feed, fetch_from)
        probe = Feed(fetch_from(feed), feed.url).probe()
    assert (probe.version, probe.says_version, probe.services) == (1, "", 12)
    form = clean(found[3], FEED).form
    assert form["name"] == "Old service 3"
    assert form["description"] == "It helps."
    assert form["organization"]["website"] == "https://www.example.org"
    assert form["phones"][0]["number"] == "01632 960002"
    assert form["schedules"] == [{"byday": "WE", "opens_at": "10:00", "closes_at": "12:00"}]
    assert (form["minimum_age"], form["maximum_age"]) == (16, 99)
    assert form["eligibility_description"] == "Women"
    assert form["attributes"][0]["taxonomy_term"] == {
        "id": str(uuid.uuid5(FEED, "taxonomy_term esd:298")),
        "name": "Counselling",
        "taxonomy": "esd",
    }
    assert form["languages"] == [{"name": "Polish"}]
    (at,) = form["service_at_locations"]
    assert at["location"]["addresses"][0]["postal_code"] == "PO1 2AB"
    assert at["location"]["accessibility"] == [{"description": "A ramp."}]
    assert "CANARY" not in str(form)


@pytest.mark.parametrize("full", [True, False])
def test_a_probe_tells_what_a_feed_is_with_a_few_requests(fetch_from, full):
    with FeedStandIn(many(25), full=full) as feed:
        probe = Feed(fetch_from(feed), feed.url).probe()
        assert len(feed.asked) <= 6
    assert (probe.version, probe.says_version) == (3, "HSDS-UK-3.0")
    assert (probe.services, probe.pages, probe.per_page, probe.full) == (25, 3, 10, full)
    assert not probe.heeds_modified_after


@pytest.mark.parametrize("version", [None, [], "\x1b[2J\x1b]0;title\x07V3"])
def test_what_a_feed_says_of_itself_cannot_write_on_the_screen(fetch_from, version):
    with FeedStandIn(many(2), full=True) as feed:
        feed.instead["/"] = says({"version": version})
        said = Feed(fetch_from(feed), feed.url).probe().says_version
    assert "\x1b" not in said
    assert "\x07" not in said


def page(start, stop, **envelope):
    shown = [summary(service) for service in many(stop)[start:]]
    return {"total_items": 25, "total_pages": 3, "contents": shown} | envelope


@pytest.mark.parametrize(
    ("instead", "stop", "says_so"),
    [
        ({"/services?page=2": says(page(10, 20, total_items=26))}, FeedLies, "changed while"),
        ({"/services?page=2": says(page(10, 20, total_pages=4))}, FeedLies, "25|3 became 4"),
        ({"/services?page=2": says(page(0, 10))}, FeedLies, "nothing new"),
        ({"/services?page=2": says(page(10, 20, contents=[]))}, FeedLies, "nothing new"),
        ({"/services?page=2": says(page(10, 20, page_number=1))}, FeedLies, "gave page 1"),
        ({"/services?page=3": says(page(20, 24))}, FeedLies, "has 25 services, and gave 24"),
        ({"/services?page=3": says(page(20, 28))}, FeedLies, "has 25 services, and gave 28"),
        ({"/services?page=1": says(page(0, 10, total_pages=10**9))}, FeedLies, "in the country"),
        ({"/services?page=1": says(page(0, 10, total_items=-1))}, FeedLies, "no number"),
        ({"/services?page=1": says(page(0, 10, total_pages="many"))}, FeedLies, "no number"),
        ({"/services?page=1": says([])}, FeedLies, "no page"),
        ({"/services?page=1": says({"contents": {}})}, FeedLies, "no page"),
        ({"/services?page=2": says({"error": "x"})}, FeedLies, "no page"),
        ({"/services?page=2": says(page(10, 20, contents=["x"]))}, FeedLies, "no service"),
        ({"/services?page=2": says(page(10, 20, contents=[{"id": None}]))}, FeedLies, "no service"),
        ({"/services?page=2": Answer(b"<html>", kind="text/html")}, Stopped, "another kind"),
        ({"/services?page=2": Answer(b"<html>")}, Stopped, "not JSON"),
        ({"/services?page=2": Answer(status=404)}, Refused, "page 2: it answered 404"),
        ({"/services?page=2": Answer(b'{"contents":', length=90)}, Unreachable, "page 2"),
        ({"/services?page=3": Answer(status=503)}, Unreachable, "busy"),
    ],
)
def test_a_feed_that_lies_about_its_pages_is_found_out(feed, fetch_from, instead, stop, says_so):
    feed.instead |= instead
    with pytest.raises(stop, match=says_so):
        read(feed, fetch_from)


@pytest.mark.parametrize(
    ("answer", "stop", "says_so"),
    [
        (Answer(status=404), Refused, "404"),
        (says(v3(1)), FeedLies, "something else"),
        (says([]), FeedLies, "something else"),
        (Answer(b"<html>", kind="text/html"), Stopped, "another kind"),
    ],
)
def test_a_service_that_is_listed_and_not_given_stops_the_run(fetch_from, answer, stop, says_so):
    with FeedStandIn(many(25)) as feed:
        feed.instead[f"/services/{feed.services[20]['id']}"] = answer
        with pytest.raises(stop, match=says_so):
            read(feed, fetch_from)


class Endless(dict):
    """Answers for any page: each has a service of its own, and none is the last."""

    def __init__(self, same=False, **envelope):
        self.same, self.envelope, self.pages = same, envelope, 0

    def __contains__(self, path):
        return path.startswith("/services?")

    def __getitem__(self, path):
        self.pages += 1
        one = summary(v3(1 if self.same else self.pages))
        return says({"contents": [one]} | self.envelope)


@pytest.mark.parametrize(("same", "most"), [(True, 2), (False, 30)])
def test_pages_that_do_not_end_are_ended(fetch_from, monkeypatch, same, most):
    monkeypatch.setattr("directory.arriving.reading.pages.MOST_PAGES", 30)
    with FeedStandIn([v3(1)], full=True) as feed:
        feed.instead = Endless(same)
        feed.full = True
        with pytest.raises(FeedLies, match=r"do not end|again and again"):
            read(feed, fetch_from)
        assert feed.instead.pages <= most


def test_a_feed_that_counts_nothing_is_read_until_it_says_that_it_ends(fetch_from):
    with FeedStandIn(many(25), full=True) as feed:
        for number in (1, 2, 3):
            start = 10 * (number - 1)
            shown = feed.services[start : start + 10]
            feed.instead[f"/services?page={number}"] = says(
                {"contents": shown, "last_page": number == 3}
            )
        assert len(read(feed, fetch_from)) == 25


def test_an_empty_feed_is_empty_and_no_lie(fetch_from):
    with FeedStandIn([]) as feed:
        feed.envelope = {"total_pages": 0}
        assert read(feed, fetch_from) == []
        feed.envelope = {"total_pages": 1}
        assert read(feed, fetch_from) == []


def test_what_was_fetched_is_not_fetched_again_unless_it_changed(fetch_from):
    with FeedStandIn(many(25)) as feed:
        kept = {service["id"]: service for service in feed.services[:20]}
        changed = feed.services[0]["id"]
        feed.services[0] = feed.services[0] | {"last_modified": "2026-04-01T00:00:00Z"}
        assert read(feed, fetch_from, resumed=kept) == feed.services
        asked = [path for path in feed.asked if "?" not in path]
    assert f"/services/{changed}" in asked
    assert len(asked) == 1 + 1 + 5


def test_an_id_that_is_no_uuid_is_asked_for_as_it_is(fetch_from):
    with FeedStandIn([v3(1, id="a/b?c d")]) as feed:
        assert read(feed, fetch_from)[0]["id"] == "a/b?c d"
        assert "/services/a%2Fb%3Fc%20d" in feed.asked
