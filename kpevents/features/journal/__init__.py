"""What happened: a line for every change, which nothing in the product edits."""
