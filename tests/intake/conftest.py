"""The personas, for every test of the staff side."""

from tests.intake.fixtures import *  # noqa: F403
