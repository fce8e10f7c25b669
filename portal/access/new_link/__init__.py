"""New links for people who lost the letter, sent by the office's own system to a known address."""
