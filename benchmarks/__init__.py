"""Ratios measured in one run: `make bench`. Seconds are one machine's; nothing here is a test."""
