"""The desk's pages of one meeting: planned, changed, announced, moved, cancelled, copied, seen as others see it."""
