"""The short code of a letter, typed by hand where there is no camera."""
