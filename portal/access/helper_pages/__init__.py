"""Pages about passes: where a person gives one, where a helper comes in with it, and where staff end it."""
