"""The parts of the report of the precedent chapter, each model beside the function that makes it."""
