"""Settings: where they are looked for, what they may hold, and which count for a draft."""
