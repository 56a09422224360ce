"""The look of every form: a frozen dataclass and a function that prints it."""
