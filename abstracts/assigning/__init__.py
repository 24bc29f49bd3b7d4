"""Who should review what: facts, what each pair costs, the cheapest matching, and what stays without enough reviewers."""
