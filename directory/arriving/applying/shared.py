"""Organisations, places and terms of what arrives: found here, or made; each changed only once.

They are known by their id, organisations and terms also by their name, so that a feed's "Victim
Support" is ours. What an editor changed, or what came with an untrusted feed and is here already,
stays as it is, and is reported.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.text import slugify

from directory.arriving.applying.plans import Shared, organisation_of, places_of, term_keys
from directory.arriving.applying.rows import SHARED, set_shared, shared_said_by, upsert
from directory.arriving.cleaning import Form
from directory.arriving.comparing import fingerprint
from directory.models import Arrival, Feed, Location, Organisation, Service, Taxonomy, TaxonomyTerm
from directory.vocabulary import Purpose

KINDS: dict[type[Model], str] = {
    Organisation: Arrival.Kind.ORGANISATION,
    Location: Arrival.Kind.PLACE,
}


class SharedRecords:
    """What a run knows of the records that services share. Reads what there is once."""

    def __init__(self, feed: Feed, namespace: UUID) -> None:
        self.feed, self.namespace = feed, namespace
        self.left_alone: set[str] = set()
        self._organisations = {
            name.casefold(): str(pk) for pk, name in Organisation.objects.values_list("pk", "name")
        }
        self._arrivals = {
            (arrival.kind, str(arrival.record)): arrival
            for arrival in feed.arrivals.exclude(kind=Arrival.Kind.SERVICE)
        }
        self._terms: dict[str, str] = {}
        self._lists = {
            name.casefold(): pk for pk, name in Taxonomy.objects.values_list("pk", "name")
        }
        self._slugs = set(TaxonomyTerm.objects.values_list("slug", flat=True))
        self._term_ids = set(TaxonomyTerm.objects.values_list("pk", flat=True))
        self._seen: set[str] = set()
        self._aliases: dict[str, str] = {}
        # Our own lists come last, so that a name that stands in several means ours.
        own = TaxonomyTerm.objects.select_related("taxonomy")
        for term in sorted(own, key=lambda term: term.taxonomy.purpose != Purpose.OTHER):
            self._terms[f"{term.taxonomy.name.casefold()}\n{term.name.casefold()}"] = str(term.pk)
            if term.taxonomy.purpose != Purpose.OTHER:
                self._terms[term.name.casefold()] = str(term.pk)

    def take_in(self, forms: Iterable[Form]) -> None:
        """Make and change what these services share. Part of the caller's transaction."""
        found: dict[type[Model], list[Shared]] = {Organisation: [], Location: []}
        for form in forms:
            found[Organisation].append(organisation_of(form, self.namespace))
            found[Location] += places_of(form, self.namespace)
            self._take_in_terms(form)
        for model, records in found.items():
            fresh = {each["id"]: each for each in reversed(records) if each["id"] not in self._seen}
            self._seen |= set(fresh)
            self._save(model, fresh)

    def ids_of(self, form: Form) -> dict[str, str]:
        """Return what a plan needs to know: whose it is, and what its terms are here."""
        organisation = organisation_of(form, self.namespace)["id"]
        return {"organisation": self._aliases.get(organisation, organisation)} | {
            key: self._term_of(key) for key in term_keys(form)
        }

    def _save(self, model: type[Model], fresh: dict[str, Shared]) -> None:
        here = {str(each.pk): each for each in model._default_manager.filter(pk__in=list(fresh))}
        made, changed, arrivals = [], [], []
        for key, shared in fresh.items():
            mark = fingerprint(shared["fields"])
            arrival = self._arrivals.get((KINDS[model], key))
            if key in here:
                if self._may_change(here[key], arrival, mark, shared):
                    set_shared(here[key], shared)
                    changed.append((here[key], arrival, mark))
            elif not self._is_known_by_name(model, shared):
                made.append(_new(model, shared))
                arrivals.append((key, mark))
        model._default_manager.bulk_create(made)
        self._remember(KINDS[model], arrivals)
        self._write_over(model, changed)

    def _write_over(self, model: type[Model], changed: list[tuple[Any, Any, str]]) -> None:
        """Write what changed, and say of the services with it that they changed now."""
        for _record, arrival, mark in changed:
            arrival.applied = arrival.left = mark
        upsert(model, [record for record, _arrival, _mark in changed], SHARED[model])
        upsert(Arrival, [arrival for _record, arrival, _mark in changed], ("applied", "left"))
        keys = [record.pk for record, _arrival, _mark in changed]
        with_it = {
            Organisation: [Q(organisation__in=keys)],
            Location: [Q(service_at_locations__location__in=keys), Q(sessions__location__in=keys)],
        }
        for condition in with_it[model] if keys else ():  # type: ignore[index]
            Service.objects.filter(condition).changed_now()
        for record, _arrival, _mark in changed:
            if record.latest_revision_id:
                _revise(record)

    def _may_change(self, record: Any, arrival: Arrival | None, mark: str, shared: Shared) -> bool:
        """Tell whether a record that is here is to be changed; report it where it should be."""
        if arrival is None or arrival.applied == mark:
            return False  # ours, or unchanged
        is_ours = fingerprint(shared_said_by(record)) != arrival.left
        is_ours |= self._is_of_another(record, shared)
        if is_ours or record.has_unpublished_changes or not self.feed.is_trusted:
            self.left_alone.add(str(record))
            return False
        return True

    def _is_of_another(self, record: Any, shared: Shared) -> bool:
        """Tell whether the new name of an organisation is already that of another one."""
        name = shared["fields"]["name"].casefold()
        return isinstance(record, Organisation) and (
            self._organisations.setdefault(name, shared["id"]) != shared["id"]
        )

    def _is_known_by_name(self, model: type[Model], shared: Shared) -> bool:
        if model is not Organisation:
            return False
        name = shared["fields"]["name"].casefold()
        known = self._organisations.setdefault(name, shared["id"])
        if known != shared["id"]:
            self._aliases[shared["id"]] = known
        return known != shared["id"]

    def _remember(self, kind: str, marks: list[tuple[str, str]]) -> None:
        arrivals = [
            Arrival(feed=self.feed, kind=kind, record=UUID(key), applied=mark, left=mark)
            for key, mark in marks
            if (kind, key) not in self._arrivals
        ]
        Arrival.objects.bulk_create(arrivals)
        self._arrivals |= {(kind, str(arrival.record)): arrival for arrival in arrivals}

    def _take_in_terms(self, form: Form) -> None:
        for each in form.get("attributes", []):
            term = each["taxonomy_term"]
            name = term.get("taxonomy", "")
            if not self._term_of(f"{name}\n{term['name']}"):
                self._make_term(name or f"Terms of {self.feed.name}", term)

    def _term_of(self, key: str) -> str:
        lists, _, name = key.casefold().partition("\n")
        lists = lists or f"terms of {self.feed.name}".casefold()
        return self._terms.get(f"{lists}\n{name}") or self._terms.get(name, "")

    def _make_term(self, list_name: str, term: dict[str, Any]) -> None:
        kept = self._lists.get(list_name.casefold())
        if kept is None:
            made = Taxonomy(
                name=list_name,
                description=f"Terms that came with services from {self.feed.name}.",
                purpose=Purpose.OTHER,
            )
            Taxonomy.objects.bulk_create([made])  # says nothing of it; the batch does, once
            kept = self._lists[list_name.casefold()] = made.pk
        key = uuid5(kept, term["name"].casefold())
        if key not in self._term_ids:  # an editor may have renamed it
            self._term_ids.add(key)
            made_term = TaxonomyTerm(
                id=key,
                taxonomy_id=kept,
                name=term["name"],
                slug=self._free_slug(term["name"]),
                description=term.get("description") or term["name"],
                term_uri=term.get("term_uri", ""),
            )
            TaxonomyTerm.objects.bulk_create([made_term])
        self._terms[f"{list_name.casefold()}\n{term['name'].casefold()}"] = str(key)

    def _free_slug(self, name: str) -> str:
        slug = free(slugify(name)[:72] or "term", self._slugs)
        self._slugs.add(slug)
        return slug


def free(stem: str, taken: set[str]) -> str:
    """Return the stem, or the stem with the first number that makes it new."""
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _new(model: type[Model], shared: Shared) -> Model:
    now = timezone.now()
    return model(
        id=UUID(shared["id"]), first_published_at=now, last_published_at=now, **shared["fields"]
    )


def _revise(record: Any) -> None:
    """Let an editor who opens it find what it says now, not what it said."""
    revision = record.save_revision(clean=False, changed=False)
    record.live_revision = revision if record.live else None
    record.save(update_fields=["live_revision"])
