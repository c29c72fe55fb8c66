"""Addresses of the whole workspace."""

from django.urls import path

from milepost.web.pages.place import brands, everyone, keeping, person_password, restoring

PATHS = (
    path("start/", brands.start, name="start"),
    path("start/demo/", brands.demo, name="demo"),
    path("start/demo/<int:job_id>/", brands.demo_job, name="demo_job"),
    path("workspace/", everyone.everyone, name="workspace"),
    path("workspace/people/<int:person_id>/", everyone.person, name="person"),
    path(
        "workspace/people/<int:person_id>/password/", person_password.person_password, name="person_password"
    ),
    path("workspace/log/", everyone.audit, name="audit"),
    path("workspace/keeping/", keeping.keeping, name="keeping"),
    path("workspace/keeping/backup/", keeping.backup, name="backup"),
    path("workspace/keeping/backup/<int:job_id>/take/", keeping.take, name="backup_take"),
    path("workspace/keeping/restore/", restoring.restore, name="restore"),
    path("workspace/keeping/restore/<int:job_id>/", restoring.restore_job, name="restore_job"),
    path("workspace/keeping/earlier/<str:state>/", restoring.earlier, name="earlier"),
    path("workspace/keeping/<str:kind>/<int:job_id>/", keeping.keeping_job, name="keeping_job"),
    path("workspace/keeping/erase/<str:slug>/", keeping.erase, name="erase"),
)
