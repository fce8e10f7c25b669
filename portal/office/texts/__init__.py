"""The office's own texts on people's pages, and the check they must pass."""
