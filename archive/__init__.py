"""What we know: record types, the canonical form of `data/`, its checks and its redactions."""
