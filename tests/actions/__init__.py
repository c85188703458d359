"""Tests of what staff can do to a referral."""
