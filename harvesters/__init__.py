"""Where facts come from: one file a source. The only package that may open a network connection."""
