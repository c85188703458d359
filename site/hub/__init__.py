"""Who this hub is: its name, area, contact, opening hours, promise and rules."""
