"""From what is written down to a service and all that belongs to it, not yet saved."""

from datetime import time
from typing import Any

from config.demo.words.listings import Listing, Meeting, Org, Place
from directory.models import Location, Organisation, Phone, Schedule, Service, Session


def service_of(listing: Listing, organisation: Organisation, **how: Any) -> Service:
    """Return the service, without its parts; ``how`` is how it is listed."""
    return Service(
        organisation=organisation,
        name=listing.name,
        alternate_name=listing.alternate_name,
        other_words=listing.other_words,
        summary=listing.summary,
        description=listing.description,
        alert=listing.alert,
        eligibility_description=listing.who_for,
        minimum_age=listing.youngest,
        maximum_age=listing.oldest,
        service_area=listing.area,
        url=listing.url,
        email=listing.email,
        provider_email=listing.provider_email,
        channels=listing.channels,
        application_process=listing.start,
        referral=listing.referral,
        what_happens_next=listing.next,
        wait_time=listing.wait,
        is_free=listing.free,
        fees_description=listing.cost,
        languages=listing.languages,
        interpretation_services=listing.interpreters,
        facilities=listing.facilities,
        status=listing.status,
        assured_date=listing.checked,
        **how,
    )


def organisation_of(org: Org) -> Organisation:
    """Return the organisation."""
    return Organisation(
        name=org.name, description=org.description, website=org.website, email=org.email
    )


def location_of(place: Place) -> Location:
    """Return the place."""
    latitude, longitude = place.at or (None, None)
    return Location(
        name=place.name,
        address_1=place.street,
        city=place.city,
        state_province=place.county,
        postal_code=place.postcode,
        latitude=latitude,
        longitude=longitude,
        accessibility=place.access,
    )


def phones_of(listing: Listing) -> list[Phone]:
    """Return the numbers: to call, then to text."""
    numbers = ((listing.phone, Phone.Type.VOICE), (listing.text, Phone.Type.TEXT))
    return [Phone(number=number, type=kind) for number, kind in numbers if number]


def schedules_of(listing: Listing) -> list[Schedule]:
    """Return the hours, a row for each line of times, and one for the note."""
    if listing.always:
        return [Schedule(always=True)]
    rows = [
        Schedule(
            byday=times.days,
            opens_at=time.fromisoformat(times.opens),
            closes_at=time.fromisoformat(times.closes),
        )
        for times in listing.times
    ]
    return [*rows, Schedule(notes=listing.note)] if listing.note else rows


def session_of(meeting: Meeting, location: Location | None) -> Session:
    """Return the session, at its place."""
    return Session(
        description=meeting.what,
        location=location,
        every=meeting.every,
        byday=meeting.times.days,
        week=meeting.week,
        dtstart=meeting.first,
        valid_to=meeting.last,
        opens_at=time.fromisoformat(meeting.times.opens),
        closes_at=time.fromisoformat(meeting.times.closes),
        notes=meeting.note,
    )
