"""What a later start would change: drifting values, chances, harm."""
