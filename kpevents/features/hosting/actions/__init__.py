"""What is done to offers and chairmanships. Flushes, never commits."""
