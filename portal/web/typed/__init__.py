"""What people type: characters, their meaning, and form fields that accept them."""
