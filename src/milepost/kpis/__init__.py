"""The KPI catalogue and the one door from facts to figures.

    catalogue   the KPIs by id (`catalogue`, `kpi`)        kpi       what a KPI is
    ask         what is asked of the facts (`Ask`)         measure   the door (`measure`)
    measured    the answer, in columns and as rows         as_series one KPI as a `Series`; who says what

Inside, on the way: `formula` (columns to SQL), `engine` and `relation` (tables loaded), `cover` (covered
days), `cells`, `weekly`, `calendars`, `cuts` and `cube` (groups by periods), `legs` (groups
chosen), `fold` (groups added).
"""
