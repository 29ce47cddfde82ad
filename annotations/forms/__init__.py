"""What analysts send: one module a noun."""
