"""Is this letter real? What the office really uses, and a place to compare."""
