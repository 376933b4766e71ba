"""Where an exchange can stand on its way to a package, and the roadmaps it is compared with."""
