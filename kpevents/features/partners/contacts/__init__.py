"""The persons who answer for a partner: focal points, their deputies, and others to write to."""
