"""What a rule is asked about: the number, the article around it, names and speakers, and what the story is about."""
