"""Tests of what leaves the house: the outbox, GOV.UK Notify and its receipts."""
