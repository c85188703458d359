"""What comes from elsewhere: fetched, read into one form, cleaned, compared, and only then applied.

The one form is a nested Open Referral UK 3.0 service as a dict, with the members that HSDS 3.0 has
beside it (``cleaning.shapes`` is the whole list). Whatever goes wrong before everything was read
leaves the directory as it was, and is one sentence (``stops``).
"""
