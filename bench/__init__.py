"""What the product costs, measured against floors in the same run on the same machine: ``make bench``."""
