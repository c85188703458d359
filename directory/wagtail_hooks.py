"""The directory's place in the CMS."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from directory.upkeep import log
from directory.upkeep.desk import urls as desk
from directory.viewsets import DirectoryViewSetGroup

register_snippet(DirectoryViewSetGroup)
hooks.register("register_log_actions", log.register)
hooks.register("register_admin_urls", desk.addresses)
