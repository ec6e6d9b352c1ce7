"""What people decide about facts, and the ways in which they are asked."""
