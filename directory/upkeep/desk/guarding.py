"""Who may do what at the desk: rights on services, as Wagtail has them."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.auth import permission_required

may_change: Any = permission_required("directory.change_service")
"""A view for whoever may edit services."""
may_publish: Any = permission_required("directory.publish_service")
"""A view for whoever may change what the public sees."""


def publishes(request: HttpRequest) -> bool:
    """Tell whether this editor may change what the public sees."""
    return request.user.has_perm("directory.publish_service")
