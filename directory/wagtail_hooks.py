"""The directory's place in the CMS."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from directory.upkeep import log
from directory.viewsets import DirectoryViewSetGroup

register_snippet(DirectoryViewSetGroup)
hooks.register("register_log_actions", log.register)
