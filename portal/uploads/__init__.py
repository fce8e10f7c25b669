"""Makes files that people send harmless, in a process of its own; rooms keep what comes out."""
