"""Turtle, read with its places and comments and written in one canonical form.

Each imports only from those before it: `tokens` · `tree` (what is read) · `reader` (text to tree) ·
`blocks` (a large text to its statements) · `facts` (what a text says, whatever its layout) ·
`writer` (tree to canonical text).
"""
