"""Tests against the whole running product over HTTP: races, split processes, faults."""
