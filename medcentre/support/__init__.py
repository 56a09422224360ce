"""Support: officers' talks and their demands. Confidential sessions are kept apart from them."""
