"""Tables as flat rows: files for other programs, and SQL over them."""
