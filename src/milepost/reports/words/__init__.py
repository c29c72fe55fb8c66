"""Every sentence that Milepost says, one module a subject; numbers come written out from `reports.numbers`."""
