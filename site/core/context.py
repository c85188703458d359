"""What templates of signed-in people know; public pages must never look."""

from typing import Any

from django.contrib.auth.context_processors import auth
from django.contrib.messages.context_processors import messages
from django.http import HttpRequest


def staff_only(request: HttpRequest) -> dict[str, Any]:
    """Give ``user`` and ``messages`` to the pages of staff, and nothing to the public.

    Reading either touches the session, and a page that touches the session cannot be shared.
    """
    if not request.path.startswith(("/cms/", "/intake/")):
        return {}
    return auth(request) | messages(request)
