"""When many rooms are busy: days, weeks, months and lists of them, and their floor plans. Reads and layout only."""
