"""The directory in Open Referral's words. Identifiers are UUIDs that others may keep."""

from directory.models.confidential_location import ConfidentialLocation
from directory.models.feed import Arrival, Feed
from directory.models.location import Location
from directory.models.organisation import Organisation
from directory.models.phone import Phone
from directory.models.postcode_point import PostcodePoint
from directory.models.provider_link import ProviderLink
from directory.models.schedule import Schedule
from directory.models.service import Service
from directory.models.service_at_location import ServiceAtLocation
from directory.models.session import Session
from directory.models.suggestion import Suggestion
from directory.models.taxonomy import Taxonomy
from directory.models.taxonomy_term import TaxonomyTerm
from directory.models.upkeep_rule import UpkeepRule

__all__ = [
    "Arrival",
    "ConfidentialLocation",
    "Feed",
    "Location",
    "Organisation",
    "Phone",
    "PostcodePoint",
    "ProviderLink",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "Session",
    "Suggestion",
    "Taxonomy",
    "TaxonomyTerm",
    "UpkeepRule",
]
