"""Whatever is typed or sent: kept as it is, or refused with a sentence that keeps it."""

import html
import re
import unicodedata

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.forms import PlainCharField
from referrals_portal.models import Draft, Referral
from referrals_portal.sealing import Place, opening
from referrals_portal.steps import BY_KEY, CALL, STEPS
from tests.journey.conftest import Visitor, at, hidden
from tests.journey.people import ANSWERS

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NAMES = [
    "Llŷr ap Gwên", "Łukasz Świątek", "محمد", "نورِ سحر", "李", "O'Brien", "Zoë-Mai", "Ng", "X",
    "Null", "None", "true", "0", "Jean‑Luc", "Ó Súilleabháin", "Þór", "Ana María d'Ávila", "N" * 80,
    "👩‍👩‍👧‍👦", "𝒜da",
    "{{7*7}}", "${7*7}", "%0d%0aSet-Cookie: a=b", "../../etc/passwd", "<script>alert(1)</script>",
    "\"quoted\"", "back\\slash", "a\u2028b", "a\u202eb", "Z̸a̸l̸g̸o̸",
    "'; DROP TABLE x;--", "=1+1", "@x", "+1",
    "＜script＞", "a\u200db", "ﬁ", "A\u030a",
]  # fmt: skip


MORE = [
    "Σίσυφος", "Юлия", "गीता", "சரண்யா", "ናሆም", "שרה", "Nguyễn Thị Ánh", "Ærøskøbing", "ẞ",
    "İstanbul",     "--", "\\0", "<!--", "]]>", "&amp;", "&#x41;", "#{7*7}", "<%= 7*7 %>",
    "{% now 'Y' %}", "{{ hub }}",
    "a'b\"c", "`id`", "$(id)", "|id", ";id",
    "a;b,c", "https://example.org/?a=b", "mailto:x@example.org",
]  # fmt: skip
WORST = [
    "<script>{{7*7}}</script>&amp;",
    "{% now 'Y' %}\\0\"'`${7*7}",
    "👩‍👩‍👧‍👦 İ ẞ A\u030a a\u202eb",
]
WAY_TO = {
    "agreed": {"who": {"for_whom": "someone_else"}},
    "you": {"who": {"for_whom": "someone_i_support_at_work"}},
    "times": {"safe": ANSWERS["safe"] | {"call": "at_times"}},
    "access": {"access": {"access": ["interpreter"], "language": "CANARY-language"}},
    "staff": {"staff": {"knows": "yes", "whom": "CANARY-whom"}},
}
"""What else is answered, so that a question is asked at all."""
FIELDS = [
    (step.key, name)
    for step in STEPS
    for name, field in step.form.base_fields.items()
    if isinstance(field, PlainCharField) and name != "phone"
]


def test_no_question_in_words_is_forgotten():
    assert len(FIELDS) >= 16
    assert {step for step, _ in FIELDS} >= set(WAY_TO)


@pytest.mark.parametrize(("step", "field"), FIELDS)
def test_every_question_in_words_keeps_sixty_strings_as_they_are(step, field):
    """T-BODY 01: nothing is evaluated, trimmed inside or changed, but for its composed form."""
    answers = ANSWERS | WAY_TO.get(step, {})
    strings = [text for text in NAMES + MORE if len(text) <= 40]
    assert len(strings) >= 60
    for text in strings:
        form = BY_KEY[step].form(answers[step] | {field: text}, answers=answers)
        assert form.is_valid(), text
        assert form.cleaned_data[field] == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(("step", "field"), FIELDS)
def test_every_question_in_words_shows_the_worst_of_them_again(visitor, step, field):
    changes = WAY_TO.get(step, {})
    given_ = (ANSWERS | changes)[step]
    visitor.has_answered(step, **changes)
    page = visitor.get(step).content.decode()
    for text in WORST:
        data = {f"{step}-{name}": value for name, value in (given_ | {field: text}).items()}
        assert visitor.send(step, data | hidden(page)).status_code == 303, text
        page = visitor.get(step).content.decode()
        assert unicodedata.normalize("NFC", text) in html.unescape(page), text


def test_the_page_for_a_call_keeps_them_too(visitor):
    """It is sent as it stands, so a number is left out to see it again."""
    page = visitor.get("call").content.decode()
    for text in [text for text in NAMES + MORE if len(text) <= 40]:
        page = visitor.send("call", {"call-name": text} | hidden(page)).content.decode()
        assert text in html.unescape(page), text


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_kept_as_it_was_typed(visitor, name):
    visitor.has_answered("where", name={"name": name, "age_band": "18_59"})
    value = re.search(r'name="name-name"[^>]*value="([^"]*)"', visitor.get("name").content.decode())
    kept = unicodedata.normalize("NFC", name)
    assert value
    assert html.unescape(value[1]) == kept
    assert html.escape(name) == name or name not in visitor.get("name").content.decode()


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u009f"])
@pytest.mark.parametrize(("step", "field"), [("name", "name"), ("details", "words")])
def test_control_characters_are_refused_and_the_rest_comes_back(visitor, control, step, field):
    visitor.has_answered(step)
    response = visitor.post(step, ANSWERS[step] | {field: f"CANARY{control}typed"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "govuk-error-summary" in page
    assert "CANARY" in page


@pytest.mark.parametrize(("length", "fine"), [(2000, True), (2001, False), (20_000, False)])
def test_a_long_story_is_kept_or_comes_back(visitor, length, fine):
    visitor.has_answered("details")
    response = visitor.post("details", {"crime_types": ["other"], "words": "x" * length})
    assert response.status_code == (303 if fine else 200)
    if not fine:
        assert "x" * length in response.content.decode()
        assert f"{length}" in response.content.decode()


def test_the_new_lines_of_every_system_count_once(visitor):
    visitor.has_answered("details")
    visitor.answer("details", details={"crime_types": ["other"], "words": "a\r\nb\rc\nd"})
    assert "a\nb\nc\nd" in html.unescape(visitor.get("details").content.decode())


@pytest.mark.parametrize(
    "phone",
    ["07700 900301", "+44 7700 900301", "0044 7700 900301", "(01632) 960 001", "+33 6 12 34 56 78",
     "07700-900-301", "020 7946 0123", "0808 157 0192", "٠٧٧٠٠٩٠٠٣٠١"],
)  # fmt: skip
def test_a_phone_number_may_be_typed_in_any_way(visitor, phone):
    visitor.has_answered("safe", contact={"phone": phone})
    assert f'value="{phone}"' in visitor.get("contact").content.decode()


@pytest.mark.parametrize(
    "phone",
    ["999", "112", "116 123", "101", "0909 879 0001", "070 1234 5678", "hello", "07700", "1" * 30,
     "07700 900301 ext 5 or so", "+999 1234567"],
)  # fmt: skip
def test_a_number_we_must_not_ring_comes_back_with_a_sentence(visitor, phone):
    visitor.has_answered("contact")
    response = visitor.post("contact", {"phone": phone})
    assert response.status_code == 200
    assert "govuk-error-summary" in response.content.decode()
    assert phone in response.content.decode()


@pytest.mark.parametrize(
    "email",
    [
        "a@b\nBcc: x@example.org",
        "plain",
        "a@@example.org",
        "a" * 310 + "@example.org",
        "a b@example.org",
    ],
)
def test_an_address_that_is_none_comes_back(visitor, email):
    visitor.has_answered("contact")
    assert visitor.post("contact", {"email": email}).status_code == 200


@pytest.mark.parametrize(
    "email", ["o'neil+tag@example.org", "x@bücher.example", "A.B-c_d@sub.example.org"]
)
def test_an_unusual_address_is_fine(visitor, email):
    visitor.has_answered("contact")
    assert visitor.post("contact", {"email": email}).status_code == 303


def test_extra_fields_change_nothing(visitor):
    """T-BODY 05: nothing but a form's own fields is ever looked at."""
    visitor.has_answered()
    extra = {
        "status": "closed",
        "is_staff": "1",
        "compartment": "restricted",
        "epoch": "0",
        "reference": "AAAA-AAAA",
        "uuid": "0",
        "told-status": "closed",
        "priority": "enhanced",
    }
    page = visitor.get("told").content.decode()
    visitor.send("told", {"told-reported": "no"} | extra | hidden(page))
    visitor.send("check", hidden(visitor.get("check").content.decode()) | extra)
    referral = Referral.objects.get()
    content = opening.open_signed(referral, Place("referral", referral.uuid))
    assert (referral.status, referral.compartment, referral.priority) == (
        "new",
        "standard",
        "standard",
    )
    assert content["answers"]["told"] == {"reported": "no", "crime_reference": ""}


def raw(visitor, body, **kwargs):
    kwargs.setdefault("content_type", "application/x-www-form-urlencoded")
    return visitor.client.generic("POST", at("device"), body, **kwargs)


@pytest.mark.parametrize(
    ("body", "kwargs", "status"),
    [
        ("x=" + "y" * (64 * 1024), {}, 413),
        ("&".join("a=1" for _ in range(61)), {}, 400),
        ("&".join("a=1" for _ in range(1001)), {}, 400),
        ('{"who-for_whom": "me"}', {"content_type": "application/json"}, 415),
        ("a=1", {"content_type": "text/plain"}, 415),
        ("a=1", {"content_type": "application/x-www-form-urlencoded; charset=utf-7"}, 415),
        ("a=1", {"content_type": "application/x-www-form-urlencoded; charset=utf-16"}, 415),
        ("a=1", {"content_type": "application/x-www-form-urlencoded; charset=nonsense"}, 415),
        ("--x\r\n\r\n--x--", {"content_type": "multipart/form-data; boundary=x"}, 400),
        ("--x", {"content_type": "multipart/form-data"}, 400),
        ("a=1", {"CONTENT_LENGTH": "many"}, 400),
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused_plainly(visitor, body, kwargs, status):
    visitor.get("device")
    response = raw(visitor, body, **kwargs)
    assert response.status_code == status
    assert "0808 178 1641" in response.content.decode()
    assert not Draft.objects.exists()


def test_of_a_field_sent_twice_the_last_counts(visitor):
    """T-BODY 06: browsers never do it; Django's rule is the last one."""
    visitor.has_answered("who")
    page = visitor.get("who").content.decode()
    visitor.send("who", {"who-for_whom": ["nonsense", "me"]} | hidden(page))
    assert visitor.get("name").status_code == 200


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace"])
def test_other_methods_are_not_allowed(visitor, method):
    assert getattr(visitor.client, method)(at("device")).status_code in (403, 405)


texts = st.text(max_size=60)
payloads = st.dictionaries(
    st.sampled_from(
        [f"{step.key}-{name}" for step in (CALL, *STEPS) for name in step.form.base_fields]
        + ["version", "skip", "language", "wizard_goto_step", "journey-current_step", "x"]
    )
    | texts,
    texts | st.lists(texts, max_size=3),
    max_size=8,
)


@given(step=st.sampled_from([step.key for step in (CALL, *STEPS)]), payload=payloads)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_that_can_be_sent_is_ever_a_fault_of_ours(visitor, step, payload):
    """T-BODY 08."""
    page = visitor.get("device").content.decode()
    assert visitor.send(step, payload | hidden(page)).status_code < 500


def test_forms_are_refused_without_their_token(visitor):
    visitor.get("device")
    for headers in ({}, {"HTTP_ORIGIN": "https://evil.example"}):
        response = visitor.send("device", {"device-shared": "no"}, **headers)
        assert response.status_code == 403
    assert not Draft.objects.exists()


class TestLeaving:
    """The exit: always there, never an error."""

    @pytest.mark.parametrize("path", ["/leave", "/leave/"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_the_draft_is_gone_and_the_cookies_with_it(self, visitor, path, method):
        visitor.has_answered("contact")
        visitor.get("contact")
        response = getattr(visitor.client, method)(path)
        assert response.status_code == 303
        assert response["Location"] == "https://www.bbc.co.uk/weather"
        assert not Draft.objects.exists()
        assert set(response.cookies) >= {"form", "token"}
        assert all(cookie["max-age"] == 0 for cookie in response.cookies.values())
        assert '"cookies"' in response["Clear-Site-Data"]
        assert "no-store" in response["Cache-Control"]

    def test_a_stranger_may_leave_too(self, db):
        assert Client(enforce_csrf_checks=True).post("/leave").status_code == 303

    def test_leaving_never_deletes_what_was_sent(self, visitor):
        visitor.has_answered()
        visitor.post("check")
        visitor.client.post("/leave")
        assert Referral.objects.count() == 1

    def test_leaving_deletes_only_ones_own_draft(self, visitor):
        other = Visitor()
        other.has_answered("name")
        visitor.has_answered("name")
        visitor.client.post("/leave")
        assert Draft.objects.count() == 1
        assert other.get("name").status_code == 200


class TestEveryAnswer:
    """T-LEAK 01 and 05, T-SESS 01: headers and cookies of the journey."""

    def test_nothing_of_the_journey_may_be_stored(self, visitor):
        visitor.has_answered()
        for path in ("/get-help/", at("device"), "/form/check/", "/form/nope/", "/form/"):
            response = visitor.client.get(path)
            assert "no-store" in response["Cache-Control"], path
            assert response["Referrer-Policy"] == "same-origin"
            assert response["X-Frame-Options"] == "DENY"
            assert "unsafe" not in response["Content-Security-Policy"]
            assert "Server" not in response

    def test_cookies_end_with_the_browser_and_are_hidden_from_scripts(self, visitor):
        response = visitor.get("device")
        assert set(response.cookies) == {"form", "token"}
        for cookie in response.cookies.values():
            assert cookie["httponly"]
            assert cookie["samesite"] == "Lax"
            assert not cookie["expires"]
            assert not cookie["max-age"]
            assert len(cookie.value) < 200

    def test_the_cookie_changes_with_every_page_and_its_secret_never(self, visitor):
        first = visitor.get("device").cookies["form"].value.split(".")
        second = visitor.get("device").cookies["form"].value.split(".")
        assert first[0] == second[0]
        assert first[2] != second[2]

    def test_no_answer_is_in_an_address_or_a_title(self, visitor):
        visitor.has_answered()
        for step in ("details", "check"):
            page = visitor.get(step).content.decode()
            title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]
            assert "CANARY" not in title
            assert "Victim" not in title
            assert 'autocomplete="off"' in page
