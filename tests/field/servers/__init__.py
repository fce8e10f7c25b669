"""Servers made with other people's frameworks, whose documents nobody of us wrote."""
