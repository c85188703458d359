"""The demonstration offers the form in Welsh, and every page of it says that it is a draft."""

from hub.models import Hub, Welsh
from pages.models import HomePage


def make() -> None:
    """Switch it on before there is any page of the demonstration; from then on editors decide."""
    if HomePage.objects.exists():
        return
    hub = Hub.load()
    hub.welsh = Welsh.DEMONSTRATION
    hub.save(update_fields=["welsh"])
