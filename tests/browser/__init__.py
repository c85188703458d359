"""Tests in a real Chromium, against the whole product as `make run` starts it."""
