"""The programming interface: what the pages show, for other systems to read."""
