"""The public website: its pages, what editors build them from, and the way between them."""
