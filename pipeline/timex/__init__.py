"""Dates and periods: a token grammar that finds them, a calendar of periods that gives them TIMEX3 values."""
