"""The secretariat's desk: what waits for a decision."""
