"""The parts of its report, each model beside the function that makes it."""
