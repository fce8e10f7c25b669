"""What two people change together: one proposes, another confirms, each with their own password."""
