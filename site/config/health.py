"""Alive, and ready: two addresses for whoever watches over the process. No detail to strangers."""

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from referrals_portal import sealing


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process can answer at all."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database, its migrations and this process's keys are in order."""
    fine = _database_is_current() and ("form" not in settings.SURFACES or sealing.can_seal())
    return HttpResponse(
        "ready\n" if fine else "not ready\n", content_type="text/plain", status=200 if fine else 503
    )


def _database_is_current() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception:
        return False
