"""Property tests try the same cases on every run, so that a red run can be repeated by whoever reads it.

New cases are looked for by hand: `pytest --hypothesis-profile=explore`; a find becomes an `@example`.
"""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", max_examples=400)
settings.load_profile("repeatable")
