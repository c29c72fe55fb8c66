"""The whole workspace, for its owners: brands, people, the log of the site, backups."""
