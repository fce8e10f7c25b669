"""A batch of letters: from a list of files to checked rows that can be printed."""
