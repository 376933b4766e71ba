"""What is asked of the situation: who reaches whom, what a channel adds, what might have been, how talks begin."""
