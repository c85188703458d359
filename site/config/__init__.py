"""The wiring: settings, addresses, and the commands that cross rooms."""
