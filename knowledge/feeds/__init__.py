"""Feeds of new public knowledge: of everything, a topic, a keyword, an organization, a network, a person."""
