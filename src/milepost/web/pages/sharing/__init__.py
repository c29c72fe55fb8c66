"""Who sees a brand: people, share links, reports to take away, the label."""
