"""The first form of the database: journal entries, brands, batches, current files."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="BrandRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                ("generation", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "db_table": "brand",
            },
        ),
        migrations.CreateModel(
            name="EntryRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("brand", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=200)),
                ("seq", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField()),
                ("body", models.JSONField()),
            ],
            options={
                "db_table": "entry",
                "constraints": [
                    models.UniqueConstraint(fields=("brand", "kind", "key", "seq"), name="one_entry_a_number")
                ],
            },
        ),
        migrations.CreateModel(
            name="BatchRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("seq", models.PositiveIntegerField()),
                ("part", models.PositiveIntegerField()),
                ("path", models.CharField(max_length=400)),
                ("rows", models.PositiveBigIntegerField()),
                ("content_date", models.DateField()),
                ("first_day", models.DateField(null=True)),
                ("last_day", models.DateField(null=True)),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "brand",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.brandrow"),
                ),
            ],
            options={
                "db_table": "batch",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("brand", "sha256", "part"),
                        name="one_live_batch_a_part",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CurrentRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=40)),
                ("rows_path", models.CharField(max_length=400)),
                ("rollup_path", models.CharField(max_length=400, null=True)),
                ("restated_path", models.CharField(max_length=400, null=True)),
                ("hash", models.CharField(max_length=64)),
                ("rows", models.PositiveBigIntegerField()),
                ("restated", models.PositiveBigIntegerField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "brand",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="store.brandrow"),
                ),
            ],
            options={
                "db_table": "current",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("brand", "table"),
                        name="one_live_current_a_table",
                    )
                ],
            },
        ),
    )
