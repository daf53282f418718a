"""Validation: what is wrong with files of RDF, each fault at its line, with the cure.

Each module imports only from those before it: `paths`, `findings` · `results`, `merged` · `rules`, `inputs`,
what is read · `reference`, `fast`, `engines` · `confine`, a process that can be stopped · `change`, `walks`,
`affected`, `retarget`, only what changed · `written`, `places`, lines and columns · `messages`, `baseline` ·
`checks`, the whole · `sent`, `apart`, for what anybody sends.
"""
