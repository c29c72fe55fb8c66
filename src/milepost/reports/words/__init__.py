"""Every sentence of the page, one module a subject; numbers come from `reports.numbers`."""
