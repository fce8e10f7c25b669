"""A case on one sheet of paper with a slip to send back, and what comes back typed in by staff."""
