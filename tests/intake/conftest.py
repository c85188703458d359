"""The personas, for every test of the staff side; and a manager at the rules."""

from tests.intake.fixtures import *  # noqa: F403
from tests.intake.referring import offering, referred  # noqa: F401
from tests.intake.ruling import boss, drafted, hub  # noqa: F401
