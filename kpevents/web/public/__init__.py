"""What anyone may read first: the home page, and the texts that the secretariat writes."""
