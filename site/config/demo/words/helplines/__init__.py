"""National helplines and services, as published copies of their own pages say.

A number stands here only if it was seen in such a copy, and so do hours. Where copies were old or
differ, the entry says to check. All of it is to be checked again before a launch: each is due on
the day on which it is made. Not listed until somebody has seen their own words: the NSPCC, the
Forced Marriage Unit, SurvivorsUK, Stop Hate UK, CST, Tell MAMA, the Wales Hate Support Centre and
the Witness Service.
"""

from config.demo.words.helplines import abuse, everyone, more

VICTIM_SUPPORT = everyone.VICTIM_SUPPORT
SUPPORTLINE = everyone.SUPPORTLINE
SAMARITANS = everyone.SAMARITANS
HELPLINES = (*abuse.LINES, *more.LINES)
OTHERS = more.OTHERS
