"""django-formtools' storage over the sealed draft: nothing in a session, nothing in a cookie."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from referrals_portal.journey import drafts, tickets
from referrals_portal.journey.drafts import OpenDraft, State


class SealedDraftStorage(BaseStorage):
    """What the wizard reads and writes. ``had_cookie`` is False for a visitor without one."""

    def __init__(self, prefix: str, request: Any, file_storage: Any = None) -> None:
        super().__init__(prefix, request, file_storage)
        self.init_data()
        found = drafts.read(request, timezone.now())
        self.had_cookie = found is not None
        self.draft = found or OpenDraft.new()

    @property
    def answers(self) -> dict[str, dict[str, Any]]:
        """The answers so far."""
        return self.draft.answers

    def get_step_data(self, step: str) -> MultiValueDict | None:
        """Return a step's answers as its form would have posted them, or None."""
        values = self.draft.answers.get(step)
        if values is None:
            return None
        data = {
            f"{step}-{name}": value
            if isinstance(value, list)
            else ["on" if value is True else value]
            for name, value in values.items()
            if value not in (None, False, "")
        }
        return MultiValueDict(data)

    def save(
        self,
        answers: dict[str, dict[str, Any]],
        unsaved: dict[str, Any] | None = None,
        moves: bool = False,
    ) -> None:
        """Keep the answers, see `drafts.save`; raise `drafts.Stale` if another tab was quicker."""
        seed = tickets.seed(self.request)
        drafts.save(self.draft, answers, timezone.now(), unsaved, seed, moves)

    @property
    def version(self) -> str:
        """Which draft a page was shown for, and the page's own seed."""
        return tickets.ticket(self.draft.version)

    def update_response(self, response: HttpResponse) -> None:
        """Rotate the cookie, or take it away when there is nothing left behind it."""
        super().update_response(response)
        # Whoever is led to the page that says that it is over still needs it.
        if self.draft.state is State.EXPIRED and response.status_code != 303:
            drafts.expire_cookie(response)
        else:
            drafts.set_cookie(response, self.draft)
