"""For whoever writes rules: a file to begin with, its schema, and its examples run as tests."""
