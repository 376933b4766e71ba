"""The places that an exchange can pass on its way to a package, and the roadmaps for comparison."""
