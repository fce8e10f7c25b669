"""What the office chooses for its doors: codes, second check, new links, helpers, its own site."""
