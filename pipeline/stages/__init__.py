"""The verbs: each stage is a function from nouns to nouns; none imports another."""
