"""The site: pages that read the workspace's verbs and reports, and say what came of what was asked."""
