"""What the templates of the site can say besides Django's own words."""
