"""One Django form for each step; no routing inside. Every field says what kind of data it is."""
