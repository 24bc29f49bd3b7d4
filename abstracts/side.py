"""What calls and reviewing add to the side navigation of an event's management pages."""
