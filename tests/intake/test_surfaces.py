"""A process that does not serve the queue has no address of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOOK = """
import django
django.setup()
from django.urls import Resolver404, resolve
for path in ("/intake/", "/intake/sign-in/", "/intake/latest"):
    try:
        print(resolve(path).view_name)
    except Resolver404:
        print("nothing")
"""


@pytest.mark.parametrize(
    ("surfaces", "found"),
    [("form,cms", {"nothing"}), ("intake", {"intake:queue", "intake:sign-in", "intake:latest"})],
)
def test_only_the_intake_surface_has_the_queue(surfaces, found, tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "SURFACES": surfaces,
        "VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "site"), str(ROOT)]),
    }
    done = subprocess.run(
        [sys.executable, "-c", LOOK], env=environment, capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == found
