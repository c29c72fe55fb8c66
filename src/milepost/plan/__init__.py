"""The plan of a brand: identity, business objectives, goals, audience, competitors, and its critique.

Frozen values and pure functions of them; `workspace.planning` keeps them in the journal.
"""
