"""Answers to records, and who is redacted out of them: pure functions, one file a kind of thing."""
