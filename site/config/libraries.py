"""Tables of libraries that hold something about a person, for the data register.

Only staff are in them. A test fails when a library's table has a person in it and is not here.
"""

from core.classification import Datum

_SIGN_IN = Datum(True, False, "nobody", "a day after the attempt; the worker deletes it")
_NEVER = Datum(True, False, "nobody", "it is never filled")
_EDITOR = Datum(True, False, "editors", "with the page or entry that it is about")
_UPLOAD = Datum(True, False, "editors", "when an editor removes the file")
_PREFERENCE = Datum(True, False, "the editor", "with the editor's account")

LIBRARIES: dict[str, Datum] = {
    "sessions.Session": Datum(
        True, False, "nobody", "at signing out, or within an hour of its end; the worker deletes it"
    ),
    "axes.AccessAttempt": _SIGN_IN,
    "axes.AccessFailureLog": _NEVER,
    "axes.AccessLog": _NEVER,
    "wagtailcore.APIToken": _NEVER,
    "wagtailcore.Comment": _EDITOR,
    "wagtailcore.CommentReply": _EDITOR,
    "wagtailcore.ModelLogEntry": Datum(True, False, "editors", "it stays: who changed what"),
    "wagtailcore.Page": _EDITOR,
    "wagtailcore.PageLogEntry": Datum(True, False, "editors", "it stays: who changed what"),
    "wagtailcore.PageSubscription": _PREFERENCE,
    "wagtailcore.Revision": _EDITOR,
    "wagtailcore.TaskState": _EDITOR,
    "wagtailcore.UploadedFile": _UPLOAD,
    "wagtailcore.WorkflowState": _EDITOR,
    "wagtailadmin.EditingSession": Datum(True, False, "editors", "when nobody edits any more"),
    "wagtailadmin.FormState": _PREFERENCE,
    "wagtaildocs.Document": _UPLOAD,
    "wagtailimages.Image": _UPLOAD,
    "wagtailusers.UserProfile": _PREFERENCE,
}
"""Model -> what its table says about staff. Log entries name an account by its number."""
