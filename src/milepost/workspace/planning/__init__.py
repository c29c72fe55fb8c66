"""What a brand's people write down of its plan, kept in the journal and read back as of a day."""
