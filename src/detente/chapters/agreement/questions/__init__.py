"""Questions asked of what was judged: demands, vetoes, refusals, nearest packages, recommendations, policies."""
