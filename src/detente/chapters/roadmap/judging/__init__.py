"""What rounds and roadmaps are worth in every world, and which roadmap to propose."""
