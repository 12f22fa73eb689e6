"""What records of every kind have alike: a word in addresses, a name, and others that refer to them."""
