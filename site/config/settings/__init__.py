"""Production is the base. Development and test relax it, one line at a time."""
