"""What goes with engagement among a brand's posts, and which posts did best once luck is taken out.

`post` says what a post is and which figure is judged; `attributes` sorts posts by format, weekday, hour,
length and tags; `effects` tells what each goes with, shrunken; `claims` says what may be said; `best` lists
posts. All of it is association: who posts Reels on Sundays only cannot know which of the two helped.
"""
