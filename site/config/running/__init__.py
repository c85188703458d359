"""The whole product on one machine: made ready, started, watched and stopped together."""
