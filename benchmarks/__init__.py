"""What afortiori costs, as ratios to others in one run, with the same answers."""
