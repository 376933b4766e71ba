"""What helps those who talk: what a text is worth to whom, a mediator’s drafts, the state of play, exercises."""
