"""A room of the kill tests alone: notes in a file, sent through the outbox and read back."""
