"""Messages: written to the outbox with what causes them, sent by the worker; no answer in any.

catalogue -> what we send, word for word; outbox -> writing a row; machine -> what follows what,
pure; sending -> the worker's part; receipts -> what GOV.UK Notify tells us later.
"""
