"""What a page says, as data, and how it is written out: numbers, sentences, charts, one HTML page."""
