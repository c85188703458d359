"""Keeping the list true: when each service was checked, who is asked, and what they answer."""
