"""Calendars to subscribe to, and the page that offers them."""
