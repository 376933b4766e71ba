"""What in a case may be a mistake before agreements are sought: remarks, from ranges and rules alone."""
