"""Caches that keep JSON: in one process, or shared by all and done without while they are away."""
