"""Words, sentences and what is made plain: text as everything else here takes it."""
