"""The real facts of the Khartoum Process, brought from data files into the database without undoing anybody's work."""
