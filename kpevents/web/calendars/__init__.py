"""Meetings in a month and in a year."""
