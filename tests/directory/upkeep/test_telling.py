"""What the public may say of a service is kept, and what happened to somebody is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.upkeep.telling import says_where, tells_a_story

pytestmark = pytest.mark.once

KEPT = [
    "",
    "The number is now 01632 960001",
    "they closed in March",
    "It moved to 12 High Street, SO14 1AA",
    "Closed since 31/03/2026.",
    "They answer only on Mondays and Fridays, 9 to 5",
    "It costs £20 an hour",
    "It is only for women now",
    "It is for people aged 18 and over",
    "It is for women who have been abused",
    "Only for people who were assaulted in Hampshire",
    "For children who have been hurt, not for adults",
    "Not for anyone who is suicidal: they send you to 111",
    "It is now called the Rape Crisis line",
    "The rape crisis number has changed",
    "This is for victims of stalking only",
    "Domestic abuse support is now at the library",
    "You need your GP to refer you",
    "A doctor has to refer the person, his or her GP will do",
    "It is a mother and baby group",
    "Ask the partner agency instead",
    "For ex-forces only",
    "Text 85258, not the other number",
    "0808 2000 247 is the new number",
    "+44 1632 960001",
    "The website is example.org/new",
    "Its sister service has the same number",
    "Children's groups have stopped",
    "Fathers are welcome now",
    "It is a group for dads and mums",
    "You have to be 16 years or older",
    "they told us they have closed",
    "Wedi symud i Abertawe",
    "Nieczynne",
    "Closed at 5pm, open until 8pm on the 3rd Tuesday",
    "Crime prevention is not part of it any more",
    "Closed Mondays and Tuesdays",
    "Open Monday Tuesday and Friday",
    "Now at Portland Street Library",
    "The number is at the police station",
    "It is only for someone who lives in Hampshire",
]
NOT_KEPT = [
    "I was raped last year",
    "He hit me again",
    "my ex found out where it is",
    "My husband knows somebody there",
    "She told the worker everything",
    "her husband beat her",
    "Please help me",
    "I’m scared",
    "Im scared",
    "The worker said that it was his fault",
    "The abuse started in 2019",
    "the attack happened there",
    "They raped a girl in the car park",
    "Somebody was stabbed outside",
    "want to die",
    "DOB 03/04/1988",
    "Ring about 12.5.1990",
    "born in 1988",
    "Write to jo.bloggs@example.org",
    "write to jo (at) example (dot) org",
    "Call back on 07700 900123",
    "call 0 7 7 0 0 9 0 0 1 2 3",
    "+44 7700 900123",
    "0044 7700900123",
    "+44 (0)7700 900 123",
    "Mrs Smith left",
    "the boyfriend works there",
    "mum lives next door",
    "A daughter of the manager works there",
    "the girl is 14 years old",
    "My number is 01632 960001",
    "Crime reference 44260001234",
    "NI number QQ 12 34 56 C",
    "the stalker works there",
    "".join(chr(ord(c) + 0xFEE0) if c != " " else c for c in "I was raped"),
    "ra\u200bped",
    "Меня избил муж",
    "زوجي يضربني",
    "dw i angen help",
    "Self-harmed there",
    "Sarah Jones lives at 14 Elm Road with two kids, Dave found out and came round",
    "Sarah Jones SO14 2AA",
    "SARAH JONES is the manager",
    "Sarah  Jones, Closed",
    "Ask June Smith",
    "Dave Smith bruises broken arm last night at number 14",
    "Please tell Sarah Jones the flat above the chip shop in Totton",
    "please tell sarah the flat above the chip shop",
    "r@ped last night by neighbour",
    "r@ped last night",
    "r*ped last night",
    "b3aten there",
    "neighbour keeps following, police wont help, scared",
    "police wont help",
    "keeps following",
    "so scared",
    "sarah.jones at gmail dot com",
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
def test_what_is_about_the_list_is_kept(text):
    assert not tells_a_story(text)


@pytest.mark.parametrize("text", NOT_KEPT)
def test_what_is_about_somebody_is_not(text):
    assert tells_a_story(text)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("1 Never Published Lane", True),
        ("at 12a, High Street", True),
        ("SO141AA", True),
        ("so14 1aa", True),
        ("24 hours a day", False),
        ("0808 2000 247", False),
        ("2 weeks, by the way", False),
        ("", False),
    ],
)
def test_what_says_where_somebody_is(text, where):
    assert says_where(text) is where


def test_the_names_of_the_service_do_not_count():
    assert tells_a_story("It is now My Sister’s House")
    assert not tells_a_story("It is now My Sister's House", ["My Sister’s House", ""])
    assert tells_a_story("It is now My Sister’s House, I was there", ["My Sister’s House"])


def test_two_words_of_the_entry_are_no_name():
    assert tells_a_story("Nobody at Above Bar answers")
    assert not tells_a_story("Nobody at Above Bar answers", entry="At 5 Above Bar, upstairs.")
    assert tells_a_story("Nobody at Above Bar answers", entry="Above Barton")


@given(st.text(max_size=200))
def test_no_text_breaks_it_and_more_about_a_person_never_hides_it(text):
    tells_a_story(text)
    assert tells_a_story(f"{text} . she hit me")


def test_a_text_longer_than_any_box_is_not_looked_at():
    assert not tells_a_story("It is open. " * 80)
    assert tells_a_story("It is open. " * 90)
