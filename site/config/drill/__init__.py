"""`make drill`: every fault of the message service, workers killed, forged receipts; an account.

weather -> what goes wrong when; letters -> what is to be sent meanwhile; crews and deaths -> the
workers, and how they die; voyage -> six hours of it, and the rest afterwards; account -> was
anything lost, doubled or sent when it was not safe; forms, attacks, leaks -> the rest of the table.
"""
