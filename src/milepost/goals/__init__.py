"""What somebody wants: sentences read into goals, their critique and their progress."""
