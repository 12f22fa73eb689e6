"""Who could host, how an offer stands, how a chairmanship passes on: plain Python."""
