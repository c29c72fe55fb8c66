"""People, invitations, share links, jobs, and the log of what was done on the site."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("store", "0001_initial"),)

    operations = (
        migrations.CreateModel(
            name="AuditRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("brand", models.CharField(blank=True, max_length=100)),
                ("action", models.CharField(max_length=60)),
                ("what", models.CharField(blank=True, max_length=300)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("digest", models.CharField(max_length=64)),
                ("before", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "db_table": "audit",
            },
        ),
        migrations.CreateModel(
            name="InvitationRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("brand", models.CharField(blank=True, max_length=100)),
                ("role", models.CharField(max_length=10)),
                ("made_by", models.CharField(max_length=200)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "invitation",
            },
        ),
        migrations.CreateModel(
            name="PersonRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(blank=True, max_length=100)),
                ("language", models.CharField(blank=True, max_length=5)),
                ("is_owner", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("joined", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "db_table": "person",
            },
        ),
        migrations.CreateModel(
            name="ShareRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("brand", models.CharField(max_length=100)),
                ("page", models.CharField(max_length=20)),
                ("says", models.CharField(blank=True, max_length=100)),
                ("password", models.CharField(blank=True, max_length=200)),
                ("made_by", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_opened", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "share",
            },
        ),
        migrations.CreateModel(
            name="JobRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("brand", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=20)),
                ("state", models.CharField(default="waiting", max_length=10)),
                ("asked", models.JSONField()),
                ("told", models.JSONField(default=dict)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("at_work_on", models.CharField(blank=True, max_length=300)),
                ("who", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "job",
                "indexes": [models.Index(fields=["state", "id"], name="job_waiting")],
            },
        ),
        migrations.CreateModel(
            name="MembershipRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("brand", models.CharField(max_length=100)),
                ("role", models.CharField(max_length=10)),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="store.personrow"),
                ),
            ],
            options={
                "db_table": "membership",
                "constraints": [models.UniqueConstraint(fields=("person", "brand"), name="one_role_a_brand")],
            },
        ),
    )
