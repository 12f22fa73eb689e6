"""Meetings: what they are called, when and where they are held, who hosts them, and what becomes of them."""
