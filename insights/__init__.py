"""What follows from the archive: one file a question, pure functions of frozen records."""
