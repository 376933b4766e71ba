"""Letters: a draft from the case, and what any text raises, leaves out and threatens."""
