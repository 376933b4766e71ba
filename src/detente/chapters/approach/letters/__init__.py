"""Letters: drafts from the case, and checks of what any text raises, leaves out and threatens."""
