"""The journal at the desk: who did what to which thing, and how it stood before and after, in words."""
