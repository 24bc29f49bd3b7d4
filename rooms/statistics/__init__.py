"""How much the rooms are used, put into words, tables and drawings for those who run them."""
