"""What a case may say: its schema, its judgements, reading it with exact errors, and the bundled cases."""
