"""Questions asked of a roadmap: dates, insurance, shares of a measure, gestures, preconditions."""
