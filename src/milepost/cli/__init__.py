"""The command line: parses the words, calls the workspace, prints text or one JSON document."""
