"""Two answers that nobody can tell apart."""

import re
import uuid

ANYWHERE = uuid.UUID("00000000-0000-4000-8000-000000000000")
"""The number of no referral."""


def without_tokens(page):
    return re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]+', rb"\1", page.content)


def same(first, second):
    """Tell whether two answers are the same to whoever gets them."""
    headers = [sorted(answer.headers.items()) for answer in (first, second)]
    cookies = [sorted(answer.cookies) for answer in (first, second)]
    return (
        first.status_code == second.status_code
        and without_tokens(first) == without_tokens(second)
        and headers[0] == headers[1]
        and cookies[0] == cookies[1]
    )
