"""Pages of people, of organizations and of one's own account."""
