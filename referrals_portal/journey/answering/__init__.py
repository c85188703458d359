"""Answering an offer: by a code from a message or a letter, with no account.

The code is sent once, in the body of a form and never in an address. What it opens is kept for a
quarter of an hour, sealed with a secret that only a cookie has.
"""
