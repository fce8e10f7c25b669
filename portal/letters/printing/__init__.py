"""What a batch becomes: sheets of paper, and a packet for the office's own mail merge."""
