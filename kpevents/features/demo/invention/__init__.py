"""Invented meetings as plain values: what they are and when. Pure: today and chance are handed in."""
