"""Letters about abstracts: which rules fire, to whom they write, and what stands in them. Nothing here writes."""
