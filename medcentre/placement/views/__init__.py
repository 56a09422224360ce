"""What screens, papers and other rooms read about places."""
