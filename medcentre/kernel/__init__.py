"""The words every room speaks: refusals, money, time, texts, permissions."""
