"""What should be sent next, what would the answer tell, and does a letter say what it should?"""
