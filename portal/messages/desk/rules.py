"""Changes what the office promises, with both values in the trail."""

from django.db import transaction

from portal.audit.actors import Actor
from portal.audit.services import record
from portal.messages.desk.forms import RulesForm
from portal.messages.models import MessageRules


@transaction.atomic
def save_rules(form: RulesForm, *, by: Actor) -> MessageRules:
    """Keep what was filled in on a valid form."""
    changed = list(form.changed_data)
    before = {name: form.initial.get(name) for name in changed}
    after = {name: form.cleaned_data[name] for name in changed}
    kept = form.save()
    if changed:
        record("message-rules-changed", by=by, details={"before": before, "after": after})
    return kept
