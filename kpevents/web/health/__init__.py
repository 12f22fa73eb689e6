"""Whether the product is alive and ready, for those who watch over it."""
