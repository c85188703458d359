"""The API walked as the official validators walk it."""

import json
import math

import pytest

from directory.oruk import openapi

LISTS = ("/services", "/service_at_locations", "/taxonomies", "/taxonomy_terms", "/organizations")


@pytest.mark.usefixtures("demonstrated", "hub")
class TestAsTheValidatorOf2025:
    """By ``perPage``: pages 1 to 3, each of the same size but the last, totals unchanged."""

    @pytest.mark.parametrize("path", LISTS)
    def test_pages(self, reader, path):
        total = reader.get(path)["total_items"]
        size = 20 if total > 60 else math.ceil(total / 3)
        pages = math.ceil(total / size)
        seen = []
        for page in range(1, min(3, pages) + 1):
            said = reader.get(path, perPage=size, page=page)
            assert said["total_items"] == total
            assert said["total_pages"] == pages
            assert said["page_number"] == page
            assert said["size"] == len(said["contents"])
            assert said["size"] == size or page == pages
            assert said["first_page"] == (page == 1)
            assert said["last_page"] == (page == pages)
            assert not said["empty"]
            seen += [each["id"] for each in said["contents"]]
        assert len(seen) == len(set(seen))

    def test_level_one(self, reader):
        for base in ("", "/"):
            assert reader.get(base)["version"] == "HSDS-UK-3.0"
        first = reader.ids("/services")[0]
        assert reader.get(f"/services/{first}")["id"] == first


@pytest.mark.usefixtures("demonstrated", "hub")
class TestAsTheValidatorOf2026:
    """By the document that the base names: each path, identifiers harvested from the lists."""

    def test_every_path_of_the_document(self, reader):
        address = reader.get()["openapi_url"]
        assert address.endswith("/oruk/v3/openapi.json")
        paths = json.loads(reader.ask("/openapi.json").content)["paths"]
        for path in [path for path in paths if path.endswith("{id}")]:
            of = path.removesuffix("/{id}")
            last = reader.get(of)["total_pages"]
            for page in {1, (last + 1) // 2, last}:
                for each in reader.ids(of, page=page):
                    reader.get(f"{of}/{each}")

    def test_every_address_is_there_without_a_redirect(self, reader):
        for path in (*LISTS, "", "/openapi.json", "/package.zip"):
            for slash in ("", "/"):
                assert reader.ask(path + slash).status_code == 200

    def test_the_standards_own_paths_are_not_optional(self):
        tagged = {
            path for path, made in openapi.document()["paths"].items() if "tags" in made["get"]
        }
        assert tagged == {"/organizations", "/organizations/{id}", "/openapi.json", "/package.zip"}
