"""Measurements: accuracy and speed, each beside a peer. They write the figures in docs/."""
