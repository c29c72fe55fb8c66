"""What to do when figures stand as they do: rules as files, matched against standings, never raw numbers."""
