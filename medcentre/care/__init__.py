"""Care: notes of the medical record with their legal time limits; orders and nursing come later."""
