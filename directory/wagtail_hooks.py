"""The directory's place in the CMS."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from directory.upkeep import log
from directory.upkeep.desk import similar
from directory.upkeep.desk import urls as desk
from directory.upkeep.desk.bulk import ACTIONS
from directory.upkeep.desk.quiet import send_no_emails
from directory.upkeep.desk.secret import keep_secret_item, say_where_it_still_stands
from directory.viewsets import DirectoryViewSetGroup

register_snippet(DirectoryViewSetGroup)
hooks.register("register_log_actions", log.register)
hooks.register("register_admin_urls", desk.addresses)
hooks.register("register_snippet_action_menu_item", keep_secret_item)
# Called once, after every app has started: Wagtail lays its wires then.
hooks.register("register_admin_urls", send_no_emails)
for action in ACTIONS:
    hooks.register("register_bulk_action", action)
hooks.register("insert_editor_js", similar.script)
hooks.register("after_create_snippet", similar.warn)
hooks.register("after_create_snippet", say_where_it_still_stands)
hooks.register("after_edit_snippet", say_where_it_still_stands)
