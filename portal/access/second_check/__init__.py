"""The office's question after a letter's link: the house number, or the date of birth."""
