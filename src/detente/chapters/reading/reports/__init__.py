"""What was found in plain numbers: the parts of the report, each model beside the function that makes it."""
