"""What is read of hosts, offers and chairs."""
