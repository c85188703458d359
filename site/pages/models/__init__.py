"""The types of page there are."""

from pages.models.home import HomePage
from pages.models.information import InformationPage
from pages.models.places import PlacePage, PlacesPage

__all__ = ["HomePage", "InformationPage", "PlacePage", "PlacesPage"]
