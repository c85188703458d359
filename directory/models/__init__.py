"""The directory in Open Referral's words. Identifiers are UUIDs that others may keep."""

from directory.models.confidential_location import ConfidentialLocation
from directory.models.location import Location
from directory.models.organisation import Organisation
from directory.models.phone import Phone
from directory.models.postcode_point import PostcodePoint
from directory.models.schedule import Schedule
from directory.models.service import Service
from directory.models.service_at_location import ServiceAtLocation
from directory.models.session import Session
from directory.models.taxonomy import Taxonomy
from directory.models.taxonomy_term import TaxonomyTerm

__all__ = [
    "ConfidentialLocation",
    "Location",
    "Organisation",
    "Phone",
    "PostcodePoint",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "Session",
    "Taxonomy",
    "TaxonomyTerm",
]
