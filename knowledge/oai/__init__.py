"""OAI-PMH 2.0: libraries and national repositories fetch what is open to everyone, as unqualified Dublin Core."""
