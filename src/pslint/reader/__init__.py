"""Where a draft explains a setback, and what its sentences tell: found, read, weighed and marked."""
