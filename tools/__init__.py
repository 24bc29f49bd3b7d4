"""What stands behind the Makefile. No part of the product."""
