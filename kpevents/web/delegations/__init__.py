"""The pages of focal points: the partners they speak for, what these host, and what they offer."""
