"""Pure rules of the fixed fee: days, prices, closing."""
