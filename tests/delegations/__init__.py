"""What focal points see of their own partner, and do for it."""
