"""What makes pages out of an archive: dossiers, the world, shells, workers, the staging folder, the search index."""
