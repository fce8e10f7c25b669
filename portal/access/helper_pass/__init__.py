"""A pass with which somebody looks at a person's file for them: named, for some days, and logged."""
