"""In which order: the command line, the run and its report. The only package that reads the clock."""
