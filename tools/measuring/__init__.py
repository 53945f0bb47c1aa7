"""The parts of `run.py bench`: databases, servers, requests, what happens inside, the table of goals."""
