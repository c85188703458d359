"""Demonstration content: clearly invented people, and only stated facts about real places."""
