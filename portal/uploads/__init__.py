"""Makes uploaded files harmless, in a separate process; rooms store the result."""
