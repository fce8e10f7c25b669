"""Walks everything that is sealed in the database, as rooms declare it: ``Room.sealed``."""
