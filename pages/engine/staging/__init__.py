"""The next site, laid beside the present one: what its jobs made, and how the two folders change places."""
