"""`leaderlore demo`: a made-up world at any size, with every oddity that the real one has.

The same seed gives the same bytes. Names are made from syllables, addresses end in `.example`, and the descriptor says
`fictional`, which every page prints. What is true of the world and must be found by reading it (correlations of boards,
techniques and compute of write-ups, who is redacted) is written to a truth file outside the archive.
"""
