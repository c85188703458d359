"""What editors build a page from. Each block has the template of its own name.

There is no raw HTML and nothing that is fetched from elsewhere. Rich text is bold, links and
lists; a link that ``pages.links`` does not accept is refused with a sentence, never saved.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from pages.links import unsafe_links

FEATURES = ["bold", "link", "ol", "ul"]


class HeadingBlock(blocks.CharBlock):
    """A heading of the second level; the page's title is the only one above it."""

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("A short heading for the words that follow")
        preview_value = "What we can do"
        template = "pages/blocks/heading.html"


class TextBlock(blocks.RichTextBlock):
    """Paragraphs and lists."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": FEATURES} | kwargs)

    def clean(self, value: RichText) -> RichText:
        """Refuse links that a public page must not carry."""
        cleaned = super().clean(value)
        if unsafe := unsafe_links(cleaned.source):
            raise ValidationError(
                _(
                    "The link “%(link)s” cannot be used. Link to a page of this website, a web "
                    "address that starts with https://, a telephone number or an email address."
                ),
                params={"link": unsafe[0]},
            )
        return cleaned

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs and lists, with bold words and links")
        preview_value = "<p>You choose what you tell us. You can <b>stop at any time</b>.</p>"
        template = "pages/blocks/text.html"


class InsetBlock(TextBlock):
    """Something that must not be missed."""

    class Meta:
        icon = "openquote"
        label = _("Important words")
        description = _("A few words that stand apart from the rest")
        preview_value = "<p>You do not have to tell the police to get help from us.</p>"
        template = "pages/blocks/inset.html"


class StepBlock(blocks.StructBlock):
    """One step of several."""

    title = blocks.CharBlock(label=_("What happens"), max_length=80)
    text = TextBlock(label=_("In a few words"))

    class Meta:
        icon = "arrow-right"
        label = _("Step")


class StepsBlock(blocks.ListBlock):
    """What happens, in order."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(StepBlock(), **{"min_num": 2, "max_num": 10} | kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("A numbered list that says what happens next")
        preview_value = [
            {"title": "You ask", "text": "<p>By phone, by email or on this website.</p>"},
            {"title": "We call you", "text": "<p>In the way that you said is safe.</p>"},
        ]
        template = "pages/blocks/steps.html"


class DetailsBlock(blocks.StructBlock):
    """Words that only some people need, closed until they are asked for."""

    summary = blocks.CharBlock(label=_("Question or heading"), max_length=120)
    text = TextBlock(label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question and answer")
        description = _("A question that opens to show its answer")
        preview_value = {
            "summary": "Do I have to go to court?",
            "text": "<p>Not to get help from us. We support you either way.</p>",
        }
        template = "pages/blocks/details.html"


class ContactBlock(blocks.StaticBlock):
    """The hub's telephone number and email address, from its settings."""

    class Meta:
        icon = "mobile-alt"
        label = _("How to contact us")
        description = _("The hub’s phone number and email address, kept in Settings")
        admin_text = _("Shows the phone number and email address from Settings, The hub.")
        template = "pages/blocks/contact.html"


class PromiseBlock(blocks.StaticBlock):
    """How soon the hub will be in touch, from its rules."""

    class Meta:
        icon = "time"
        label = _("How soon we are in touch")
        description = _("The hub’s promise, which always says what its rules say")
        admin_text = _("Shows how soon the hub promises to be in touch.")
        template = "pages/blocks/promise.html"


class GetHelpBlock(blocks.StructBlock):
    """The button that leads to the form."""

    text = blocks.CharBlock(label=_("Words above the button"), max_length=160, required=False)

    class Meta:
        icon = "arrow-right-full"
        label = _("Ask for help")
        description = _("A button that leads to the form")
        preview_value = {"text": "You can ask us for help online. You can stop at any time."}
        template = "pages/blocks/get_help.html"


class FindServiceBlock(blocks.StructBlock):
    """Search of the service directory."""

    text = blocks.CharBlock(label=_("Words above the search"), max_length=200, required=False)

    class Meta:
        icon = "search"
        label = _("Find a service")
        description = _("A search for local and national services")
        preview_value = {"text": "Other services can help too."}
        template = "pages/blocks/find_service.html"


class PageLinksBlock(blocks.StructBlock):
    """Links to pages of this website, each with its own short description."""

    title = blocks.CharBlock(label=_("Heading"), max_length=80)
    pages = blocks.ListBlock(blocks.PageChooserBlock(), label=_("Pages"), min_num=1, max_num=8)

    class Meta:
        icon = "link"
        label = _("Links to pages")
        description = _("A few pages, each with its title and description")
        template = "pages/blocks/page_links.html"


class Column(blocks.StreamBlock):
    """What may stand below one another."""

    heading = HeadingBlock(max_length=100)
    text = TextBlock()
    inset = InsetBlock()
    steps = StepsBlock()
    details = DetailsBlock()
    contact = ContactBlock()
    promise = PromiseBlock()
    get_help = GetHelpBlock()
    find_service = FindServiceBlock()
    page_links = PageLinksBlock()

    class Meta:
        required = False


class SideBySideBlock(blocks.StructBlock):
    """Two columns where the screen has room for them; the first one comes first elsewhere."""

    first = Column(label=_("First column"))
    second = Column(label=_("Second column, narrower"))

    class Meta:
        icon = "grip"
        label = _("Two columns")
        description = _("Two columns on wide screens, one below the other on phones")
        template = "pages/blocks/side_by_side.html"


class Body(Column):
    """Everything that the body of a page may hold."""

    side_by_side = SideBySideBlock()

    class Meta:
        required = False
