"""Real postcodes from a file of the operator's: ONSPD, or Code-Point Open."""
