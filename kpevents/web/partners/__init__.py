"""Partners of the Process, what each has hosted, and who governs."""
