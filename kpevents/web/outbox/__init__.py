"""The outbox at the desk: what waits, what left, what failed."""
