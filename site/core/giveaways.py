"""Words that tell whoever sees a sender what somebody is in touch with, in both languages."""

import re

GIVEAWAYS = re.compile(
    r"victim|crime|police|abuse|violence|\bhub\b|hub@|support|refuge"
    r"|dioddef|trosedd|heddlu|\bhyb\b|cymorth|lloches",
    re.IGNORECASE,
)
