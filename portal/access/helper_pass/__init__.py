"""Passes with which a helper sees a person's file: for a named person, for some days, and logged."""
