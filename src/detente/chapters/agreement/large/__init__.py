"""Cases with too many packages to judge each: candidates that are best in some world, by programme where needed."""
