"""The staff side: the queue, the page of one referral, and what can be done there. Owns no data."""
