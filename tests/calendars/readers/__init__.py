"""Independent iCalendar parsers, each read into one plain shape: see available.py."""
