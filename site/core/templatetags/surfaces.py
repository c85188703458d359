"""``{% surface_url "get_help" %}``: a link to a part of the product that may live elsewhere."""

from django import template

from core.surfaces import address

register = template.Library()
register.simple_tag(address, name="surface_url")
