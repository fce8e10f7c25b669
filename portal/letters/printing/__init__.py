"""The output of a batch: sheets of paper, and a packet for the office's own mail merge."""
