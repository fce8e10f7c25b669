"""Settings that one person changes: first a preview of the difference, then the trail, and an undo."""
