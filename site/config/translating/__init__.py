"""The Welsh of the journey: which words have to be in it, the file that holds it, what is wrong."""
