"""Every process killed at every durable step."""
