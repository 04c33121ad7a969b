"""Who does not want to be named is taken out of every file, and nothing brings them back, whoever wrote it."""
