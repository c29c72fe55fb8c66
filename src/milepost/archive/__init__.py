"""The files that were imported, by what they held; what is written here survives a power cut."""
