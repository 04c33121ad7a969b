"""How it reads: one file a kind of page, one template of the same name, and the charts, search and downloads."""
