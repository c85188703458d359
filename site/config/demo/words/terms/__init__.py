"""The terms of the demonstration directory: what each means, and the words that people use for it.

Endings do not count, so one of "hit", "hits" and "hitting" is enough. Each phrase between commas
counts whole, and its words count one by one: a word that many people type about anything ("help",
"home") stands only inside a phrase. Words of suicide stand in no term; the line for people who
might hurt themselves has them, and is found by them first.
"""

from config.demo.words.terms import audience, happened, needs

TERMS = (*happened.TERMS, *needs.TERMS, *audience.TERMS)
