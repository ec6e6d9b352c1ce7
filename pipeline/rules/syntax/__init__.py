"""The words of an article as rules read them: their classes, noun phrases, verb groups, clauses, and cues."""
