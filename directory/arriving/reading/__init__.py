"""Where services come from: each source gives records, one at a time, in Open Referral's nesting.

``api`` reads feeds (version 3, and 1 by way of ``v1``), ``hsds_csv`` tabular packages,
``spreadsheet`` our own template, ``kept`` a copy that we kept. None of them cleans or keeps.
"""

from collections.abc import Callable

Told = Callable[[str], None]
"""Is given sentences for the operator, one at a time."""
