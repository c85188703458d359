"""The public pages of the directory. They keep nothing of what is searched or listed."""

from directory.views.service import service
from directory.views.services import services
from directory.views.shortlist import shortlist

__all__ = ["service", "services", "shortlist"]
