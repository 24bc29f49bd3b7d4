"""Who should review what: what each pair costs, the cheapest matching, and what stays without enough reviewers."""
