"""The parts of the report, and the sections of the brief that are made from it."""
