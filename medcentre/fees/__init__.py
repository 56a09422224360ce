"""The fixed fee: contracts, fee days, statements, costs, payers (domain.md section 5)."""
