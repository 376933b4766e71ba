"""What should we send next, what would the answer tell us, and does a letter say what it should?"""
