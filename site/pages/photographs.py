"""The form of a photograph in the CMS."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from directory.confidential import those_that_say


class PhotographForm(BaseImageForm):
    """A photograph with its title, its description and its tags."""

    def clean(self) -> dict[str, Any]:
        """Refuse words that say a secret address; the title begins as the name of the file."""
        data: dict[str, Any] = super().clean()
        words = {name: data.get(name) for name in ("title", "description", "tags")}
        texts = {
            name: "\n".join(said) if isinstance(said, list) else said or ""
            for name, said in words.items()
        }
        for name in those_that_say(texts):
            self.add_error(name, _("This is a secret address. Take it out."))
        return data
