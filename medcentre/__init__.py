"""The centre without a screen: rules, store, acts, views and papers."""

__version__ = "0.1.0"
