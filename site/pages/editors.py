"""What the editors of the website may do: its pages, pictures, directory and the hub's settings.

Never accounts, never groups: whoever edits those can become anyone.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

NAME = "Editors"


@transaction.atomic
def editors() -> Group:
    """Return the group of editors with exactly these rights, whatever it had before."""
    group, _ = Group.objects.get_or_create(name=NAME)
    group.permissions.set(_everywhere())
    _grant_pages(group)
    _grant_pictures(group)
    return group


def _everywhere() -> QuerySet[Permission]:
    return Permission.objects.filter(
        Q(content_type__app_label="wagtailadmin", codename="access_admin")
        | Q(content_type__app_label="hub", codename="change_hub")
        # A service is taken down instead: deleting takes its versions and its log with it.
        | Q(content_type__app_label="directory") & ~Q(codename="delete_service")
        # Whether somebody else has to look before a service is published is theirs to say.
        | Q(
            content_type__app_label="wagtailcore",
            content_type__model__in=("workflow", "task", "groupapprovaltask"),
        )
    )


def _grant_pages(group: Group) -> None:
    root = Page.get_first_root_node()
    wanted = _named("wagtailcore", "add_page", "change_page", "publish_page")
    GroupPagePermission.objects.filter(group=group).exclude(
        page=root, permission__in=wanted
    ).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _grant_pictures(group: Group) -> None:
    root = Collection.get_first_root_node()
    wanted = _named("wagtailimages", "add_image", "change_image", "choose_image")
    GroupCollectionPermission.objects.filter(group=group).exclude(
        collection=root, permission__in=wanted
    ).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def _named(app: str, *names: str) -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label=app, codename__in=names)
