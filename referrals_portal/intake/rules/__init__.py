"""The hub's rules, for its managers: what they are, a draft of new ones, and what would happen."""
