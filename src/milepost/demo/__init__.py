"""An invented brand, Quillfen, with seventy weeks of exports in the platforms' own file formats.

`brand.write_exports` writes the files; `story.Story` holds every number that shapes them.
"""
