"""Addresses of the files of a brand."""

from django.urls import path

from milepost.web.pages.imports import answering, columns, coverage, dropping, job, listing, one, rows

PATHS = (
    path("imports/", listing.imports, name="imports"),
    path("imports/drop/", dropping.drop, name="imports_drop"),
    path("imports/jobs/<int:job_id>/", job.job, name="import_job"),
    path("imports/jobs/<int:job_id>/answer/", answering.answer, name="import_answer"),
    path("imports/jobs/<int:job_id>/dismiss/", answering.dismiss, name="import_dismiss"),
    path("imports/jobs/<int:job_id>/retry/", answering.retry, name="import_retry"),
    path("imports/jobs/<int:job_id>/columns/<int:number>/", columns.columns, name="import_columns"),
    path("imports/<str:import_id>/", one.one_import, name="import"),
    path("imports/<str:import_id>/rows/", rows.rows, name="import_rows"),
    path("imports/<str:import_id>/undo/", one.undo, name="import_undo"),
    path("coverage/", coverage.coverage, name="coverage"),
)
