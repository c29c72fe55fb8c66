"""One's own brand held against rivals by what anybody can see of both, and never by anything else.

`public` says what is seen, `days` and `formula` find the days and the parts that all share, `noise` how sure
a ratio is, `compare` puts them side by side, `voice` is the share of mentions, `habits` and `themes` tell
formats, cadence and themes, `suggest` what follows. Platforms are never put together.
"""
