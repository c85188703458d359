"""The public tier on its own: it serves the journey, holds no private key, and knows no queue."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import requests

from config.running import ports
from tests.browser.staff import sign_in
from tests.machinery.product import ROOT, Product, environment
from tests.product.visitors import HttpVisitor

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def public_tier(product: Product, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A process with `SURFACES=public,form` on the product's database, with only its own keys."""
    folder, port = tmp_path_factory.mktemp("public tier"), ports.a_free_one()
    inherited = environment(product.var, port)
    if product.database:
        inherited["DATABASE_URL"] = product.database
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "keys", "copy", "form", str(folder)],
        env=inherited,
        check=True,
        capture_output=True,
    )
    assert sorted(path.name for path in folder.glob("*.private")) == ["provenance.1.private"]
    own = inherited | {
        "SURFACES": "public,form",
        "KEYS_DIR": str(folder),
        "KEYS_PASSPHRASE": "",
        "SECRET_KEY": "another secret key than the staff process has, and long enough",
        "MESSAGES": "notify",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
        "DATABASE_URL": product.database or f"sqlite:///{product.var / 'db.sqlite3'}",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}",
         "--no-control-socket", "--log-level", "warning"],
        env=own, cwd=ROOT, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    site = f"http://127.0.0.1:{port}"
    try:
        _wait(site)
        yield site
    finally:
        process.terminate()
        process.wait(20)


def _wait(site: str) -> None:
    for _ in range(300):
        try:
            if requests.get(f"{site}/readyz", timeout=2).status_code == 200:
                return
        except requests.RequestException:
            pass
        time.sleep(0.1)
    raise AssertionError("the public tier did not become ready")


@pytest.mark.parametrize(
    "path", ["/intake/", "/intake/sign-in/", "/intake/latest", "/cms/", "/cms/login/"]
)
def test_it_has_no_address_of_the_queue_or_the_cms(public_tier: str, path: str) -> None:
    assert requests.get(public_tier + path, timeout=10).status_code == 404


def test_it_serves_the_website_and_the_directory(public_tier: str) -> None:
    for path in ("/", "/services/", "/get-help/"):
        assert requests.get(public_tier + path, timeout=10).status_code == 200


def test_what_it_received_only_the_staff_process_opens(
    public_tier: str, product: Product, new_page
) -> None:
    visitor = HttpVisitor(public_tier)
    fields = visitor.walk_to_check(
        name={"name": "Canary-split", "age_band": "18_59"}, message={"confirm_by": "none"}
    )
    assert visitor.post("/form/check/", fields).status_code == 303
    reference = visitor.reference()
    staff = new_page()
    sign_in(staff, product)
    staff.get_by_role("link", name=reference).click()
    assert "Canary-split" in staff.inner_text("main")


def test_the_settings_of_production_are_the_settings_it_runs_with(public_tier: str) -> None:
    response = requests.get(f"{public_tier}/get-help/", timeout=10)
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Frame-Options"] == "DENY"
