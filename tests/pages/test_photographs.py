"""Editors' photographs: shown in the size a page asks for, never as the camera made them."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Picture
from wagtail.images.models import Image

from pages.models import PlacePage


@pytest.fixture
def place(website):
    """A place with a photograph that its camera wrote something into."""
    file, exif = io.BytesIO(), Picture.Exif()
    exif[0x010E] = "a camera wrote this"
    Picture.new("RGB", (900, 600), "teal").save(file, "JPEG", exif=exif)
    upload = SimpleUploadedFile("door.jpg", file.getvalue(), "image/jpeg")
    page = PlacePage.objects.get(slug="portsmouth")
    page.photograph = Image.objects.create(title="Door", file=upload)
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
