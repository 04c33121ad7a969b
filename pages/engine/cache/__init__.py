"""By what a build knows again what it made: hashes, and files of the cache that are read whole or not at all."""
