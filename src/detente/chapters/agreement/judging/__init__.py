"""Every package judged in every world: where it is attainable, what it is worth, who refuses it."""
