"""What may be there already is named while somebody types, and after the first saving."""

import time

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from directory.models import Organisation
from directory.upkeep.similar import MOST, Entry, digits, host, similar

from .conftest import make

ASK = "/cms/directory/similar/"
KNOWN = [
    Entry("Women's Aid Portsmouth", ("023 9200 0001",), "https://www.wa.example.org/help", 1),
    Entry("The Portsmouth Refuge Trust", ("01632 960001",), "https://refuge.example.org", 2),
    Entry("Yellow Door", ("01632 960002",), "https://yellow.example.org", 3),
    Entry("Yellow Door counselling for children", (), "https://yellow.example.org/kids", 4),
    Entry("Mind", (), "", 5),
]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (Entry("Portsmouth Womens Aid"), [(1, ("name",))]),
        (Entry("women’s aid, portsmouth ltd"), [(1, ("name",))]),
        (Entry("Womens Aid Portsmuth"), [(1, ("name",))]),
        (Entry("Something else", ("+44 1632 960001",)), [(2, ("phone",))]),
        (Entry("Something else", ("01632960001",)), [(2, ("phone",))]),
        (Entry("Something else", (), "https://refuge.example.org/x"), []),
        (
            Entry("Refuge in Portsmouth", (), "http://refuge.example.org"),
            [(2, ("name", "website"))],
        ),
        (Entry("Yellow Door", (), "", 3), [(4, ("name",))]),
        (Entry("Mind the gap"), []),
        (Entry("MIND"), [(5, ("name",))]),
        (Entry(""), []),
        (Entry("The"), []),
        (Entry("x", ("1",), "//["), []),
    ],
)
@pytest.mark.once
def test_what_is_like_it(written, found):
    assert [(like.entry.key, like.why) for like in similar(written, KNOWN)] == found


def test_the_likeliest_stand_first_and_they_are_few():
    every = [
        Entry(f"Example line {n}", ("01632 960001",) if n == 7 else (), "", n) for n in range(20)
    ]
    found = similar(Entry("Example line", ("01632 960001",)), every)
    assert found[0].entry.key == 7
    assert len(found) == MOST


@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=60))
def test_nothing_that_is_typed_breaks_it(name, phone, url):
    entry = Entry(name, (phone,), url, 1)
    assert similar(entry, [entry]) == []
    similar(Entry(name, (phone,), url), [*KNOWN, entry])
    assert digits(phone).isdigit() or digits(phone) == ""
    assert not host(url).startswith("www.")


@pytest.mark.once
def test_twenty_thousand_are_looked_through_while_somebody_types():
    every = [
        Entry(f"Example service number {n} of the county", ("01632 960001",)) for n in range(20000)
    ]
    started = time.perf_counter()
    similar(Entry("Example service"), every)
    assert time.perf_counter() - started < 3


@pytest.mark.django_db
def test_the_script_gets_names_links_and_reasons(editor):
    known = make("Night line", phone="01632 960001")
    found = editor.get(ASK, {"kind": "service", "name": "The Night Line", "phone": "01632960001"})
    assert found.json() == {
        "found": [
            {
                "name": "Night line",
                "url": reverse("wagtailsnippets_directory_service:edit", args=[known.pk]),
                "why": "the same number, a name like it",
            }
        ]
    }
    assert "no-store" in found["Cache-Control"]
    itself = {"kind": "service", "name": "Night line", "but": str(known.pk)}
    assert editor.get(ASK, itself).json() == {"found": []}
    assert editor.get(ASK, {"kind": "user", "name": "edie"}).status_code == 400


@pytest.mark.django_db
def test_only_editors_may_ask(hub):
    make("Night line")
    assert Client().get(ASK, {"kind": "service", "name": "Night line"}).status_code == 302
    person = User.objects.create_user("stranger")
    person.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    assert client.get(ASK, {"kind": "service", "name": "Night line"}).status_code == 302


@pytest.mark.django_db
def test_the_form_brings_the_script(editor):
    page = editor.get(reverse("wagtailsnippets_directory_service:add")).text
    assert "js/similar" in page
    assert f'data-similar="{ASK}"' in page


@pytest.mark.django_db
def test_without_scripts_the_first_saving_says_so(editor):
    Organisation.objects.create(name="<b>Example</b> Trust of Portsmouth")
    add = reverse("wagtailsnippets_directory_organisation:add")
    page = editor.post(add, {"name": "Example Portsmouth b"}, follow=True)
    assert "It may be there already: <a href=" in page.text
    assert "&lt;b&gt;Example&lt;/b&gt; Trust of Portsmouth</a>" in page.text
    page = editor.post(add, {"name": "Wholly new"}, follow=True)
    assert "It may be there already: <a" not in page.text
