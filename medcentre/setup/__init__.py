"""First run, import of the spreadsheets a centre keeps, demo centre (J12, J13)."""
