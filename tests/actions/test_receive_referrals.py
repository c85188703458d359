"""The command: all lines are checked before one is kept, and nobody is ever printed."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from referrals_portal.models import OutboxMessage, Referral
from tests.actions.sending_others import LINE, TEXT_AND_EMAIL

pytestmark = pytest.mark.django_db
CLOSE = {"when": {"sources": ["police"], "markers": ["opted_out"]}, "then": {"handling": "close"},
         "reason": "They said no."}  # fmt: skip
OTHER = LINE | {"reference": "TEST/000002/26"}


@pytest.fixture
def hub(force, settings):
    settings.MESSAGES = "notify"
    force(TEXT_AND_EMAIL, rules=[CLOSE])


@pytest.fixture
def receive(hub, tmp_path):
    """A function that writes lines to a file, runs the command, returns what it printed."""

    def run(*lines, **options):
        file = tmp_path / "feed.jsonl"
        texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
        file.write_text("\n".join(texts) + "\n", encoding="utf-8")
        out, err = io.StringIO(), io.StringIO()
        failed = ""
        try:
            call_command("receive_referrals", str(file), stdout=out, stderr=err, **options)
        except CommandError as error:
            failed = str(error)
        printed = out.getvalue() + err.getvalue() + failed
        assert not any(word in printed for word in ("Canary", "900345", "example.org", "ZZ1"))
        return out.getvalue(), err.getvalue().splitlines(), failed

    return run


OFFERS_BY_REACH = {"messages": {"offer": True}, "reach_by": [{"channels": ["text"]}]}
WEBSITE = {"SITE_URL": "https://hub.example", "FORM_URL": "https://hub.example"}
LETTER = {"what": "offer", "unit": "hours", "number": 24, "channels": ["letter"]}


@pytest.mark.parametrize(
    ("standards", "rules", "given", "why"),
    [
        ([TEXT_AND_EMAIL], {}, {"MESSAGES": "none"}, "MESSAGES is none"),
        ([], OFFERS_BY_REACH, {"MESSAGES": "smtp"}, "MESSAGES is smtp"),
        ([TEXT_AND_EMAIL, LETTER], {}, {"MESSAGES": "none"}, "MESSAGES is none"),
        ([TEXT_AND_EMAIL], {}, WEBSITE, "FORM_URL"),
        ([LETTER], {}, WEBSITE, "FORM_URL"),
        ([TEXT_AND_EMAIL], {}, WEBSITE | {"FORM_URL": "https://front.example"}, ""),
        ([LETTER], {}, {"MESSAGES": "none"}, ""),
        ([], OFFERS_BY_REACH | {"messages": {}}, {"MESSAGES": "none"} | WEBSITE, ""),
    ],
)
def test_nothing_is_read_where_no_offer_could_be_made(
    receive, force, settings, standards, rules, given, why
):
    force(*standards, **rules)
    for name, value in given.items():
        setattr(settings, name, value)
    out, _, failed = receive("no JSON at all" if why else LINE)
    assert bool(out) == (not why)
    assert failed.startswith("Nothing was read or kept: " if why else "")
    assert why in failed
    assert Referral.objects.exists() == (not why)


def test_what_nothing_carries_is_said(receive, settings):
    settings.MESSAGES = "smtp"
    _, err, failed = receive(LINE)
    assert failed == ""
    assert err == ["No offer goes by text, because MESSAGES is smtp: whoever gave nothing else is "
                   "left to staff."]  # fmt: skip


def test_it_prints_how_many(receive):
    out, err, failed = receive(LINE, OTHER | {"markers": ["opted_out"]}, "")
    assert (err, failed) == ([], "")
    assert out.splitlines() == [
        "1 taken on", "0 for the specialists", "0 not ours, and closed", "1 closed",
        "0 here already",
    ]  # fmt: skip
    assert Referral.objects.count() == 2


def test_as_json_and_again(receive):
    receive(LINE)
    out, err, _ = receive("", OTHER, LINE, json=True)
    assert err == ["line 3: received before, so nothing was changed."]
    assert json.loads(out) == {
        "kept": True, "accept": 1, "divert": 0, "signpost": 0, "close": 0, "again": 1,
    }  # fmt: skip
    assert Referral.objects.count() == OutboxMessage.objects.count() == 2


def test_a_dry_run_keeps_nothing(receive):
    out, _, _ = receive(LINE, dry_run=True)
    assert out.splitlines()[0] == "1 taken on"
    assert "Nothing was kept" in out
    assert not Referral.objects.exists()


def test_of_one_fault_nothing_is_kept_and_all_are_named(receive):
    wrong = LINE | {"crime_types": ["Canary"], "phone": "Canary"}
    out, err, failed = receive(OTHER, wrong, "Canary {", [], LINE | {"Canary 900345": 1})
    assert out == ""
    assert failed == "Nothing was kept: 5 faults."
    assert [line.split(":")[0] for line in err] == [
        "line 2",
        "line 2",
        "line 3",
        "line 4",
        "line 5",
    ]
    assert err[2] == "line 3: is not JSON."
    assert not Referral.objects.exists()


def test_one_reference_is_one_person(receive):
    _, err, _ = receive(LINE, LINE | {"name": "Somebody"})
    assert err == ["line 2: reference: is that of line 1, which says otherwise."]
    out, err, _ = receive(LINE, LINE)
    assert out.splitlines()[0] == "1 taken on"


def test_standard_input(hub, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(LINE)))
    call_command("receive_referrals", "-", stdout=io.StringIO())
    assert Referral.objects.count() == 1


def test_a_file_that_is_not_there_or_is_no_text(receive, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("receive_referrals", str(tmp_path / "none"))


def test_without_keys_nothing_is_kept(receive, keys):
    (keys / "pins.json").unlink()
    assert "lacks the keys" in receive(LINE)[2]
    assert not Referral.objects.exists()
