"""What goals rest on: KPIs, channels, content, audience, competitors, budget and hours."""
