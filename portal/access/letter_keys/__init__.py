"""What the office's own letters carry besides the link: two check words, and a short code to type."""
