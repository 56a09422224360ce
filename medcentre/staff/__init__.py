"""People who work here, their accounts and sign-in, the centre's settings, the audit view."""
