"""The answers of clearly invented people."""

ANSWERS = {
    "who": {"for_whom": "me"},
    "you": {"your_name": "Example Cal", "relationship": "friend"},
    "name": {"name": "Llŷr O'Brien-李", "age_band": "18_59"},
    "contact": {"phone": "07700 900301", "email": "llyr@example.org"},
    "safe": {"safe": ["call", "text"], "say_who": "no", "times": "mornings"},
    "message": {"confirm_by": "text"},
    "details": {"crime_types": ["burglary", "theft"], "words": "CANARY-words\nsecond line"},
    "told": {"reported": "yes", "crime_reference": "TEST/000001/26"},
    "needs": {"needs": ["talk"], "words": "CANARY-needs"},
    "agree": {"use": "on", "share_services": "on"},
}
