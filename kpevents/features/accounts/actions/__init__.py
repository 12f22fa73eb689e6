"""What can be done to accounts: by the person, by the secretariat, by whoever signs in. Nothing here commits."""
