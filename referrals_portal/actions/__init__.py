"""The only code that changes a referral. Keyword-only, `by=`, atomic, and each leaves an event."""
