"""Which requests a unit of a run needs, and what the archive already knows of it."""
