"""What Aptic posts: proven by its secret, read, and stored sealed until the worker handles it."""
