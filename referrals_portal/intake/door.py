"""The door of the queue: signing in and out."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from accounts.permissions import user_can_work_the_queue
from core.forms import Form
from referrals_portal.intake import lending, sitting

MAY_FOLLOW = ("intake:queue", "intake:referral")


class SignInForm(Form):
    """A name and a password. A wrong one, and an account without a role, get the same words."""

    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        error_messages={"required": _("Enter your username.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=4096,
        strip=False,
        error_messages={"required": _("Enter your password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        self.user: Any = None
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Find the account; count a failure, whatever its reason, towards the throttle."""
        data = self.cleaned_data
        if self.errors:
            return data
        user = authenticate(self.request, **data)
        if user is not None and not user_can_work_the_queue(user):
            # Counted like a wrong password: otherwise the throttle would tell the two apart.
            user_login_failed.send(
                sender=__name__,
                credentials={"username": data["username"]},
                request=self.request,
            )
            user = None
        if user is None:
            raise forms.ValidationError(
                _("We do not know this username and password. Check both, and try again."),
                code="invalid_login",
            )
        self.user = user
        return data


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is. GET shows the page; POST signs in with a new session and goes on."""
    posted = request.POST if request.method == "POST" else None
    form = SignInForm(posted, request=request)
    if form.is_bound and form.is_valid():
        login(request, form.user)
        sitting.begin(request.session, timezone.now())
        return HttpResponseRedirect(next_page(request.POST.get("next", "")), status=303)
    if getattr(request, "axes_locked_out", False):
        return _locked(request)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    context = {"form": form, "next": wanted, "after": request.GET.get("after", "")}
    return render(request, "intake/sign_in.html", context, status=422 if form.errors else 200)


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session and empty what the browser kept. Only POST does anything."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("intake:queue"))
    logout(request)
    response = HttpResponseRedirect(f"{reverse('intake:sign-in')}?after=out", status=303)
    lending.take_back(request, response)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _locked(request: HttpRequest) -> HttpResponse:
    # The throttle's middleware would put a page of its own in the place of ours.
    request.axes_locked_out = False  # type: ignore[attr-defined]
    response = render(request, "intake/locked.html", status=429)
    response["Retry-After"] = "900"
    return response


def next_page(wanted: str) -> str:
    """Return an address of the queue to go on to; anything else leads to the queue itself."""
    here = reverse("intake:queue")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return here
    try:
        found = resolve(urlsplit(wanted).path)
    except Resolver404:
        return here
    return wanted if found.view_name in MAY_FOLLOW else here
