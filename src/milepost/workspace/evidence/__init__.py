"""What one KPI, one channel and one day of the journal rest on, gathered for whoever shows it."""
