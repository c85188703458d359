"""A confirmation that is carried out while an editor types: the draft is neither lost nor shown."""

import threading
from datetime import datetime

import pytest
from django.db import connection

from directory.models import Service
from directory.upkeep import confirming, suggesting

from .conftest import NOW, TODAY, make

AT = datetime.fromisoformat(NOW)
# Not pg_stat_activity, which stays the same within a transaction.
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_today")
def test_a_draft_saved_while_a_confirmation_is_carried_out(hub, edie, monkeypatch):
    if connection.vendor != "postgresql":
        return  # SQLite lets one write at a time
    service = make()
    own = service.save_revision(user=edie)
    suggesting.keep_confirmed(service, AT)
    typing = Service.objects.get()
    typing.summary = "Not ready."
    failed = []

    def save():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '60s'")  # the machine may be busy
            typing.save_revision(user=edie, overwrite_revision=own)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    editor = threading.Thread(target=save)
    real = confirming.mark_checked

    def meanwhile(row, day):
        editor.start()
        while editor.is_alive() and not somebody_waits():
            pass
        real(row, day)

    monkeypatch.setattr(confirming, "mark_checked", meanwhile)
    assert confirming.carry_out_next(AT) == 1
    editor.join()

    assert failed == []
    found = Service.objects.get()
    assert (found.summary, found.assured_date) == ("It helps.", TODAY)
    assert found.get_latest_revision_as_object().summary == "Not ready."
