from django.db import migrations, models


class Migration(migrations.Migration):
    """The same rule without ``NULLS NOT DISTINCT``, which SQLite does not know."""

    dependencies = [("budget", "0001_protected_income_and_budgets")]

    operations = [
        migrations.AddConstraint(
            model_name="protectedband",
            constraint=models.UniqueConstraint(
                fields=("table", "kind", "up_to_cents"), name="budget_one_band_to_each_sum"
            ),
        ),
        migrations.AddConstraint(
            model_name="protectedband",
            constraint=models.UniqueConstraint(
                condition=models.Q(("up_to_cents__isnull", True)),
                fields=("table", "kind"),
                name="budget_one_last_band",
            ),
        ),
        migrations.RemoveConstraint(model_name="protectedband", name="budget_one_band_up_to_a_sum"),
    ]
