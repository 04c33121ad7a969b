"""Everything that a worker needs, imported once before workers part from their parent."""

import gc

import pages.build
from pages.engine.kinds import kinds_by_name

kinds_by_name()
gc.freeze()

__all__ = ["pages"]
