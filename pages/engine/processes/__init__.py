"""Other processes: workers, a copy that works ahead, interrupts, and locks against other builds."""
