"""The directory for other systems: Open Referral UK 3.0 at ``/oruk/v3``.

``saying`` is the whole of what is said of anything: a table of members, from which the answers,
our OpenAPI document and the tabular package are all made. What has no row there cannot leave.
"""
