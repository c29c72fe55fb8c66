"""The rhythm: weekly and monthly reviews held on the page, and decisions with their verdicts."""
