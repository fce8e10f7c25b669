from django.db import migrations, models


def close_old_requests(apps, schema_editor):
    """Keep one open request a file: the newest. What was on its way has no delivery that ends it."""
    proposals = apps.get_model("plans", "Proposal").objects
    proposals.filter(state__in=["sending", "unknown"]).update(state="failed", refusal_code="unclear")
    seen = set()
    for proposal in proposals.filter(state="sent").order_by("-sent_at", "-pk"):
        place = (proposal.office_id, proposal.file_id)
        if place in seen:
            proposals.filter(pk=proposal.pk).update(state="superseded")
        seen.add(place)
    proposals.filter(submitted_at=None).exclude(claimed_at=None).update(submitted_at=models.F("claimed_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0003_more_states'),
    ]

    operations = [
        migrations.RunPython(close_old_requests, migrations.RunPython.noop),
    ]
