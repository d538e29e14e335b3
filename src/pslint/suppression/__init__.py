"""Findings that the writer lets be: in a comment, in the file beside drafts, in a baseline."""
