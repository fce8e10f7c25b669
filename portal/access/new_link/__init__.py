"""A new link for who lost the letter, sent by the office's own system to an address it already knows."""
