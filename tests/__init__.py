"""Tests of the whole product, one folder for each room of the house."""
