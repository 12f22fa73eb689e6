"""Mail that waits, leaves, or came back: one row for each message."""
