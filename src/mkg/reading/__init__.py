"""What pages tell, asked of a graph through an engine: plain values, no Flask and no store.

texts      words in a language · asking  questions with terms put in · names  what things are called
"""
