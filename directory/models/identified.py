"""What every record of the directory has: an identifier that the rest of the world may keep."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, Revision, RevisionMixin, WorkflowMixin

from core.classification import PUBLIC
from directory.holding import secrets_held


class Identified(models.Model):
    """A record with a UUID, made here and never reused, as Open Referral asks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    public_content = True
    may_hold_secrets = False

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse words that hold a secret address; only an editor's own process can tell."""
        from directory.confidential import secrets_in  # which knows the models

        super().clean()
        found = [] if self.may_hold_secrets else secrets_in(self)
        if "slug" in found:  # it is made of the name, and nobody can mend it by hand
            self.slug = ""
            found.remove("slug")
        if found:
            raise ValidationError(dict.fromkeys(found, _("This is a secret address. Take it out.")))


class Edited(WorkflowMixin, PreviewableMixin, DraftStateMixin, RevisionMixin, Identified):
    """A record that editors keep with drafts, revisions, a workflow and a preview."""

    edited = dict.fromkeys(
        (
            "live", "has_unpublished_changes", "first_published_at", "last_published_at",
            "go_live_at", "expire_at", "expired", "live_revision", "latest_revision",
        ),
        PUBLIC,
    )  # fmt: skip

    class Meta:
        abstract = True

    @secrets_held()
    def save(self, **kwargs: Any) -> None:
        """Save, while no address becomes secret."""
        super().save(**kwargs)

    @secrets_held()
    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish a version, or give it its time; one that says a secret address stays a draft."""
        from directory.confidential import is_kept_back  # which knows the models

        if not is_kept_back(revision):
            super().publish(revision, *args, **kwargs)

    @secrets_held()
    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Save a version after whoever changes this record at the same moment, and knowing theirs.

        Everyone takes the record's row first and its versions then, so nobody overwrites what they
        have not read, and nobody waits for each other.
        """
        row = type(self)._base_manager.order_by().filter(pk=self.pk).select_for_update()
        if newest := row.values_list("latest_revision_id", flat=True).first():
            self.latest_revision_id = newest
        return super().save_revision(*args, **kwargs)


class PartOfServices(Edited):
    """A record that services are shown with: when it changes, they have changed."""

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, **kwargs: Any) -> None:
        """Save, and say of its services that they changed now."""
        super().save(**kwargs)
        self.shown_with().changed_now()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and say of the services that it belonged to that they changed now."""
        self.shown_with().changed_now()
        return super().delete(*args, **kwargs)

    def shown_with(self) -> Any:
        """Return the services that this is a part of."""
        raise NotImplementedError
