"""A graph model stated directly: in the section `conflict` of `stability.yaml`, or in a file of another program."""
