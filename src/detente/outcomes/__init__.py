"""All chapters together: the table a row a world, joint shares, policies, and what the headlines turn on."""
