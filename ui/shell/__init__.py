"""The main window: navigation, top bar, palette, sign-in, lock, first run."""
