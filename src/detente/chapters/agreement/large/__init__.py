"""Cases with too many packages to judge them all: only candidates are judged, those that are best in some world."""
