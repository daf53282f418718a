"""Turtle, read with its places and comments and written in one canonical form.

`tokens` → `tree` → `reader` → `writer`: each imports only from those before it.
"""
