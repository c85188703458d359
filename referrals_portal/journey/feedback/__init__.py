"""How we did: a short form for whoever agreed to be asked, opened by a code, only ever counted."""
