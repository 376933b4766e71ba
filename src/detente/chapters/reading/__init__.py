"""What does the other side's behaviour, and its silence, say about it: hypotheses, evidence, weights of worlds."""
