"""In which order do the steps need the least trust?"""
