"""Commands about accounts of staff."""
