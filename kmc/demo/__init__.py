"""The demo office: invented schools, people and articles, the same for the same seed."""
