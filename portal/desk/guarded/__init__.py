"""Settings that two people change: one proposes, another confirms, each with their own password."""
