"""Editors' photographs: shown in the size a page asks for, never as the camera made them."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image

from core.uploads import NamelessStorage
from directory.confidential import still_said
from directory.models import ConfidentialLocation
from pages.models import PlacePage
from tests.directory.conftest import make_service

SECRET = "1-never-published-lane"


def picture(name):
    file, exif = io.BytesIO(), Picture.Exif()
    exif[0x010E] = "a camera wrote this"
    Picture.new("RGB", (900, 600), "teal").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


@pytest.fixture
def place(website):
    """A place with a photograph that its camera wrote something into."""
    page = PlacePage.objects.get(slug="portsmouth")
    page.photograph = Image.objects.create(title="Door", file=picture(f"{SECRET}.JPG"))
    page.photograph_shows = "A door with a step"
    page.save()
    return page


# Wagtail leaves the temporary file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_place_shows_its_photograph_and_says_what_is_on_it(place, visitor):
    page = visitor.get(place.url).text
    assert 'alt="A door with a step"' in page
    address = re.search(r'src="(/media/images/[^"]+)"', page)[1]
    answer = visitor.get(address)
    content = b"".join(answer.streaming_content)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert not answer.cookies
    assert b"a camera wrote this" not in content


@pytest.mark.parametrize(
    "path", ["", "../original_images/door.jpg", "%2e%2e/original_images/door.jpg", "missing.webp"]
)
def test_nothing_else_can_be_fetched(place, visitor, path):
    assert visitor.get(f"/media/images/{path}").status_code in (400, 404)


def test_originals_and_documents_have_no_address(place, visitor):
    assert visitor.get(f"/media/{place.photograph.file.name}").status_code == 404
    assert visitor.get("/documents/1/x.pdf").status_code == 404


# As above.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_its_file_was_called_is_said_nowhere(place, visitor):
    assert re.fullmatch(r"original_images/[0-9a-f]{32}\.jpg", place.photograph.file.name)
    assert "never" not in visitor.get(place.url).text.casefold()


@pytest.mark.parametrize(
    ("name", "kept"), [("a.PNG", ".png"), ("a", ""), ("a.1 Quiet Row", ""), (".quietrow", "")]
)
def test_of_a_file_s_name_only_the_extension_is_kept(name, kept):
    assert re.fullmatch(r"[0-9a-f]{32}" + re.escape(kept), NamelessStorage().get_valid_name(name))


class TestASecretAddress:
    @pytest.fixture
    def secret(self, website):
        return ConfidentialLocation.objects.create(
            service=make_service("A house"), address_1="1 Never Published Lane"
        )

    @pytest.mark.parametrize(
        ("said", "fields"),
        [
            ({"title": SECRET}, {"title"}),
            ({"title": "A", "description": "At 1 Never Published Lane"}, {"description"}),
            ({"title": "A", "tags": "never published lane,"}, {"tags"}),
            ({"title": "1 Never Published", "description": "Lane"}, {"title", "description"}),
            ({"title": "A door", "tags": "door, blue"}, set()),
        ],
    )
    def test_is_not_said_with_a_photograph(self, secret, said, fields):
        form = get_image_form(Image)(said, {"file": picture("door.jpg")}, instance=Image())
        form.is_valid()
        assert set(form.errors) - {"collection"} == fields

    def test_that_a_photograph_says_already_is_named(self, secret):
        image = Image.objects.create(title="Front door", file=picture("door.jpg"))
        Image.objects.update(file=f"original_images/{SECRET}.jpg")
        assert still_said(secret) == [f"image: {image.title}"]
