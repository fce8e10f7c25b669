"""When the office is open, and how that is said."""
