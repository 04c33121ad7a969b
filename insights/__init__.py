"""What follows from the archive: one file a question, pure functions of frozen records."""

import os

# NumPy would start threads for matrix products, of which there are few here, all small: 40 ms of each start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
