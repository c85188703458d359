"""Answering an offer: by a code from a message or a letter, with no account and no draft.

The code travels in the body of each form and never in an address; nothing is kept on the device
but what guards against forged requests.
"""
