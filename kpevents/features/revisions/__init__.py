"""When what the public can see last changed: one number for the whole calendar, and its instant."""
