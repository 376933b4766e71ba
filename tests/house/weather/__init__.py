"""A chapter that exists in the tests alone: the smallest that is whole. Would rain spoil the talks?"""
