"""White label: a logo, a colour, a footer and a language, checked before anything is printed with them."""
