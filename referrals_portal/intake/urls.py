"""Every address of the staff side. All but the door are behind `staff_path`."""

from referrals_portal.intake import (
    doing,
    door,
    letters,
    messaging,
    page,
    queue,
    unlocking,
    vouching,
    watching,
)
from referrals_portal.intake.access import door_path, staff_path
from referrals_portal.intake.rules import pages as rules
from referrals_portal.intake.rules.trying import trying

app_name = "intake"

_ONE = "referral/<uuid:uuid>/"

urlpatterns = [
    door_path("sign-in/", door.sign_in, name="sign-in"),
    door_path("sign-out/", door.sign_out, name="sign-out"),
    staff_path("", queue.queue, name="queue"),
    staff_path("list", queue.rows_only, name="list", passive=True),
    staff_path("latest", queue.latest, name="latest", passive=True),
    staff_path("rules/", rules.rules, name="rules"),
    staff_path("rules/draft/", rules.draft, name="rules-draft"),
    staff_path("rules/part/", rules.part, name="rules-part"),
    staff_path("rules/switch/", rules.switch, name="rules-switch"),
    staff_path("rules/try/", trying, name="rules-try"),
    staff_path("messages/", watching.messages, name="messages"),
    staff_path("feedback/", watching.feedback, name="feedback"),
    staff_path("unlock/", unlocking.unlock, name="unlock"),
    staff_path(_ONE, page.referral, name="referral"),
    staff_path(f"{_ONE}take/", doing.take, name="take"),
    staff_path(f"{_ONE}release/", doing.release, name="release"),
    staff_path(f"{_ONE}note/", doing.note, name="note"),
    staff_path(f"{_ONE}attempt/", doing.attempt, name="attempt"),
    staff_path(f"{_ONE}status/", doing.status, name="status"),
    staff_path(f"{_ONE}priority/", doing.priority, name="priority"),
    staff_path(f"{_ONE}confirm/", doing.confirm, name="confirm"),
    staff_path(f"{_ONE}team/", doing.team, name="team"),
    staff_path(f"{_ONE}recorded/", doing.recorded, name="recorded"),
    staff_path(f"{_ONE}senior/", doing.senior, name="senior"),
    staff_path(f"{_ONE}again/", doing.again, name="again"),
    staff_path(f"{_ONE}close/", doing.close, name="close"),
    staff_path(f"{_ONE}claim/", doing.claim, name="claim"),
    staff_path(f"{_ONE}end-ways-back/", doing.end_ways_back, name="end-ways-back"),
    staff_path(f"{_ONE}withdraw/", doing.withdraw, name="withdraw"),
    staff_path(f"{_ONE}give/", messaging.give, name="give"),
    staff_path(f"{_ONE}write/", messaging.write, name="write"),
    staff_path(f"{_ONE}appointment/", messaging.appointment, name="appointment"),
    staff_path(f"{_ONE}cancel/", messaging.cancel, name="cancel"),
    staff_path(f"{_ONE}task/", messaging.task, name="task"),
    staff_path(f"{_ONE}offer-letter/", messaging.offer_letter, name="offer-letter"),
    staff_path(f"{_ONE}letter/", letters.letter, name="letter"),
    staff_path(f"{_ONE}posted/", messaging.posted, name="posted"),
    staff_path(f"{_ONE}partner/", messaging.partner, name="partner"),
    staff_path("vouch/", vouching.vouch_for_all, name="vouch-for-all"),
    staff_path(f"{_ONE}vouch/", doing.vouch, name="vouch"),
    staff_path(f"{_ONE}reopen/", doing.reopen, name="reopen"),
]
