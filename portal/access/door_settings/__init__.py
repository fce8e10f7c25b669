"""The office's settings for signing in: codes, second check, new links, helpers, its own site."""
