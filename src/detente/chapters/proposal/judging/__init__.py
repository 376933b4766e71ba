"""What comes of proposing packages, in every world: who engages, who refuses, what is kept and what it is worth."""
