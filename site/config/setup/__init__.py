"""Set-up: makes a checkout ready on a machine that has Python, make and git and nothing else.

Run as ``PYTHONPATH=site python3 -m config.setup run|check|test`` before anything is installed, so
nothing in this package may import more than the standard library. Every step leaves a stamp with
the hash of what it was made from, and is skipped while the stamp still matches.
"""
