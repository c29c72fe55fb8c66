"""What comments are: spam, meaningful or light, by rules that can be read; and how many are meaningful.

`text` takes a comment apart, `language` guesses its language where there are letters enough, `rules` judges
it with the words of `knowledge/comment_words.toml`, `share` counts. Nothing is learned and nothing is kept.
"""
