"""What has two sides: a trade, a bid, an order, a merger, and which sides a number is between."""
