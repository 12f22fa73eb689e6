"""Invented meetings, for demonstrations and for measuring under load."""
