"""Text to claims: what a write-up or a message says of techniques, machines, numbers, each with its place."""
