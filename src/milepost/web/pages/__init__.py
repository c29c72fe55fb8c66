"""One module a page: it asks the workspace and the reports, and fills a template."""
