"""Pages on which two people change the rules for plans and the figures of protected income."""
