"""The office's own words on people's pages, and the gate they must pass."""
