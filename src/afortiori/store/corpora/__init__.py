"""Corpora: many opinions read into one table of citations and parts, and who cites a precedent in it."""
