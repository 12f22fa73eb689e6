"""HTTP: HTML pages, feeds and files. Rooms here never import one another."""
