"""One client of the platform: which requests there are, how politely they are sent, what is kept of the answers."""
