"""The floor: the least that Django needs to show an article. Every page is told as a ratio to it."""
