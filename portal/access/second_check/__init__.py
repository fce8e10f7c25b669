"""What the office asks besides the link of a letter: the house number, or the date of birth."""
