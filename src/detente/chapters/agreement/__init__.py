"""Which limited agreement is attainable, which demands and vetoes would torpedo it, and who would refuse."""
