"""KMC: the knowledge-management portal of an education office."""

__version__ = "0.1.0"
