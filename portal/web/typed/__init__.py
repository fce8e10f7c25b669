"""What people type: the characters, what they mean, and the form fields that take them."""
