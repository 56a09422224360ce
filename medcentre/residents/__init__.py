"""The people of the centre: person, stay, its dated facts, whereabouts and the roll."""
