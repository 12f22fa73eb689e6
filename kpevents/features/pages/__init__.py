"""Texts that the secretariat writes itself: about the Process, contact, legal notice."""
