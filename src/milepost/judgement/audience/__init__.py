"""Who an audience is, by what the platforms' exports tell: groups and their shares as of a day.

`groups` gives each bucket its plain name, `told` makes distributions of rows, `moved` sets one export against
the one before it, `hours` says when followers are active, `evidence` holds all that a profile is held
against. Platforms are never added up: nobody knows who follows on two of them.
"""
