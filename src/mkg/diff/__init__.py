"""The difference of two states of a graph, told by thing and not by line.

Each imports only from those before it: `blank` (names for blank nodes) · `sides` (what is compared) ·
`snapshot` (what a side says) · `pairs` (what became of what) · `answers` (questions) · `changes` (the
difference) · `words` (terms as people read them) · `text`, `markdown`, `data` (reports).
"""
