"""OKRs and sheets of goals, read into drafts of a plan: Markdown, tables, and trees of YAML or JSON."""
