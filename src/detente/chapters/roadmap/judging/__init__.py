"""The worth of rounds and roadmaps in every world, and the choice of the roadmap to propose."""
