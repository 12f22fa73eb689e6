"""The desk's pages on hosts: the balance of the two sides, who could host, offers, and the chair."""
