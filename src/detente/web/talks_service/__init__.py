"""Talks over HTTP: seats sign in, read what they may see, and sign what they say; pages and JSON beside each other."""
