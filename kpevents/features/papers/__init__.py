"""Papers: the documents and photos of meetings, each for its readers."""
