"""The page "Spreadsheet": download the list, upload it, read the difference, and apply it."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from directory.models import Service
from directory.upkeep.desk.guarding import may_change, publishes
from directory.upkeep.desk.saying import reasons
from directory.upkeep.sheets import files
from directory.upkeep.sheets.applying import apply_row
from directory.upkeep.sheets.cells import CELLS, IDENTIFIER
from directory.upkeep.sheets.comparing import Difference, compare, with_all

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STAYS = 60 * 60
"""Seconds that a difference may be looked at before it is applied."""


@may_change
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Every service, a row each. Where they are is not in it, so no secret address can be."""
    file = BytesIO()
    rows = (
        [str(service.pk), *(cell.said(service) for cell in CELLS.values())]
        for service in with_all(Service.objects.order_by("name", "pk"))
    )
    files.write(file, [IDENTIFIER, *CELLS], rows)
    name = {"Content-Disposition": 'attachment; filename="services.xlsx"'}
    return HttpResponse(file.getvalue(), content_type=XLSX, headers=name)


@may_change
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file, and show what it would change; nothing is changed."""
    file = request.FILES.get("file")
    if request.method != "POST":
        return render(request, "directory/desk/sheet.html")
    if file is None or isinstance(file, list):
        messages.error(request, _("Choose a file."))
        return render(request, "directory/desk/sheet.html")
    try:
        sheet = files.read(file, file.size or 0)
        found = compare(sheet, may_add=request.user.has_perm("directory.add_service"))
    except ValidationError as error:
        messages.error(request, reasons(error))
        return render(request, "directory/desk/sheet.html")
    context = {"found": found, "sealed": _sealed(request, found), "publishes": publishes(request)}
    return render(request, "directory/desk/difference.html", context)


@may_change
@require_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Apply a difference that this editor was just shown, as drafts or before the public."""
    try:
        said = signing.loads(request.POST.get("sealed", ""), salt=_salt(request), max_age=STAYS)
    except signing.BadSignature:
        messages.error(request, _("That was too long ago. Upload the file again."))
        return redirect("directory_sheet")
    publish = request.POST.get("does") == "publish" and publishes(request)
    done = sum(_apply_one(request, each, publish) for each in said)
    if done:
        words = ngettext(
            "%(number)d service was changed.", "%(number)d services were changed.", done
        )
        messages.success(request, words % {"number": done})
    return redirect("directory_sheet")


def _apply_one(request: HttpRequest, said: dict[str, Any], publish: bool) -> int:
    key = UUID(said["key"]) if said["key"] else None
    if key is None and not request.user.has_perm("directory.add_service"):
        return 0
    try:
        apply_row(key, said["cells"], request.user, publish=publish)
    except ValidationError as error:
        words = {"row": said["row"], "name": said["name"], "why": reasons(error)}
        messages.error(request, _("Row %(row)d, “%(name)s”: %(why)s") % words)
        return 0
    return 1


def _sealed(request: HttpRequest, found: Difference) -> str:
    """Return the rows that can be applied, signed for this editor, for the page to bring back."""
    rows = [
        {
            "row": change.row,
            "key": str(change.key) if change.key else "",
            "name": change.name,
            "cells": change.cells,
        }
        for change in found.fine
    ]
    sealed = signing.dumps(rows, salt=_salt(request), compress=True) if rows else ""
    if len(sealed) > files.LARGEST:
        messages.error(request, _("That is too much at once. Make several files of it."))
        return ""
    return sealed


def _salt(request: HttpRequest) -> str:
    return f"{__name__} {request.user.pk}"
