"""Charts as SVG: one grammar, drawn without a browser, coloured by the classes of the page's style sheet."""
