"""Training of the reader: from the committed corpus to the committed model. See README.md."""
