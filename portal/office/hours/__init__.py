"""The office's opening hours, and how they are put into words."""
