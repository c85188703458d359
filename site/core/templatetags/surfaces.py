"""``{% surface_url "get_help" %}``: a link to a part of the product that may live elsewhere.

``{% leave_to %}``: where the exit leads.
"""

from django import template

from core.surfaces import address, leave_to

register = template.Library()
register.simple_tag(address, name="surface_url")
register.simple_tag(leave_to)
