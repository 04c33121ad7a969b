"""Everything that a worker needs, imported once before workers part from their parent."""

import gc

from pages.engine.kinds import kinds_by_name

kinds_by_name()  # imports every module of `pages`, `pages.build` among them
gc.freeze()
