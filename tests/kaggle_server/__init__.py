"""A stand-in for the platform: speaks its wire format over loopback, serves a made-up world, injects faults."""
