"""The cache of runs: what was found in a draft, without a word of it."""
