"""Meetings as iCalendar: feeds that anyone can subscribe to, and files to download."""
