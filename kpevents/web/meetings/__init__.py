"""The list of meetings, one meeting, and its calendar file."""
