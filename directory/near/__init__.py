"""Where a place is, about how far it is from another, and which hub serves it.

All of it works offline from points of our own making (``data/``). Operators may import real
postcodes (``manage.py import_postcodes``) or name a postcodes.io of their own. What somebody typed
is never logged, and of a postcode only the first part is ever asked of anything.
"""
