"""What reviewing is made of: what is said, what it lacks, who may, who hears it. Nothing here writes."""
