"""An edit is on every process within a second of its commit, whatever they had kept."""

import subprocess
import sys
import time

import pytest
import requests

from tests.machinery.product import ROOT, Product, environment

pytestmark = [pytest.mark.browser, pytest.mark.database]
SAVE = "from hub.models import Hub; h = Hub.objects.get(); h.area = {area!r}; h.save()"


def save(product: Product, area: str) -> None:
    """Change the hub as an editor would, from another process."""
    inherited = environment(product.var, int(product.site.rsplit(":", 1)[1]))
    if product.database:
        inherited["DATABASE_URL"] = product.database
    command = [
        sys.executable,
        str(ROOT / "manage.py"),
        "shell",
        "-v0",
        "-c",
        SAVE.format(area=area),
    ]
    subprocess.run(command, env=inherited, check=True, capture_output=True)


def shown(product: Product) -> set[bool]:
    """Ask often enough that both workers answer; tell whether the new words were there."""
    pages = [requests.get(product.url("/"), timeout=10).text for _ in range(20)]
    return {"Anytown and the Isle of Example" in page for page in pages}


def test_an_edit_shows_on_every_process_within_a_second(product: Product) -> None:
    assert shown(product) == {False}
    save(product, "Anytown and the Isle of Example")
    time.sleep(1.1)
    assert shown(product) == {True}
    save(product, "Hampshire and the Isle of Wight")
    time.sleep(1.1)
    assert shown(product) == {False}
