"""What the pages of the file print: everything is text already, in the active language."""
