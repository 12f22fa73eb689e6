"""Papers for their readers: files, the library of all meetings, the gallery; and the desk where they are kept."""
