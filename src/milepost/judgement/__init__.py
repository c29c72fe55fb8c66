"""What the figures mean: baselines, forecasts, odds, changes and leads. No database, no files, no clock."""
