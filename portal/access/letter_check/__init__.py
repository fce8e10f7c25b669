"""Is this letter real? Shows the office's real details, and compares others with them."""
