"""Faults to seed: each takes one guard away, and the tests named with it must turn red.

``script/seeded_faults`` puts them into a copy, one at a time. A fault is found by its text, wherever the file
that holds it stands: the text must occur once in all of portal/ and templates/. Tests are named by the end of
their path. Whoever changes a guarded line changes its fault; who adds a guard adds one.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDERS = ("portal", "templates")
SUFFIXES = {".py", ".html", ".po"}


class UnclearError(Exception):
    """A text or a test that is not there, or there more than once."""


@dataclass(frozen=True, slots=True)
class Fault:
    """``old`` becomes ``new``; ``tests`` are ends of paths below tests/."""

    name: str
    tests: tuple[str, ...]
    old: str
    new: str

    def find_file(self, root: Path) -> Path:
        """The one file with the text. Raises: UnclearError."""
        found = [path for path, text in read_sources(root) for _time in range(text.count(self.old))]
        if len(found) != 1:
            raise UnclearError(f"{self.name}: its text is there {len(found)} times, and must be once")
        return found[0]

    def find_tests(self, root: Path) -> list[str]:
        """Paths of its tests, from the root. Raises: UnclearError."""
        chosen = [[path for path in list_tests(root) if path.endswith(f"/{end}")] for end in self.tests]
        if not chosen or any(len(some) != 1 for some in chosen):
            raise UnclearError(f"{self.name}: its tests are not one file each: {chosen}")
        return [path for some in chosen for path in some]


@cache
def list_tests(root: Path) -> tuple[str, ...]:
    """Paths of the test modules, from the root."""
    return tuple(path.relative_to(root).as_posix() for path in (root / "tests").rglob("test_*.py"))


@cache
def read_sources(root: Path) -> tuple[tuple[Path, str], ...]:
    """Every file that a fault can be in, and its text."""
    paths = (path for folder in FOLDERS for path in (root / folder).rglob("*") if path.suffix in SUFFIXES)
    return tuple((path, path.read_text("utf-8")) for path in paths)


FAULTS = (
    # Locks and races
    Fault(
        "a payment moves without its lock",
        ("payments/attempt/test_races.py",),
        "attempt = Attempt.objects.select_for_update().get(pk=attempt_id)",
        "attempt = Attempt.objects.get(pk=attempt_id)",
    ),
    Fault(
        "a request for a plan moves without its lock",
        ("unit/plans/test_states.py", "unit/plans/test_races.py", "unit/plans/test_locks.py"),
        "fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)",
        "fresh = Proposal.objects.get(pk=proposal.pk)",
    ),
    Fault(
        "the trail is written without the lock of its head",
        ("audit/test_trail.py",),
        "head = ChainHead.objects.select_for_update().filter(pk=1).first()",
        "head = ChainHead.objects.filter(pk=1).first()",
    ),
    Fault(
        "an account changes without the lock of its office",
        ("money/test_races.py",),
        'every step begins with this lock."""\n        Office.objects.select_for_update()',
        'every step begins with this lock."""\n        Office.objects',
    ),
    Fault(
        "an event is acted upon although another worker has claimed it",
        ("aptic/events/test_processing.py",),
        "Event.objects.select_for_update().filter(claim__in=claims, state=State.RECEIVED)",
        "Event.objects.select_for_update().filter(state=State.RECEIVED)",
    ),
    Fault(
        "two workers send one delivery",
        ("outbox/test_races.py", "outbox/test_lanes.py"),
        "if not mine.update(**fields):",
        "if not Delivery.objects.filter(pk=delivery.pk).update(**fields):",
    ),
    Fault(
        "a delivery overtakes an earlier one of its lane",
        ("outbox/test_lanes.py",),
        "Delivery.objects.filter(IS_FIRST_OF_LANE, as_read, not_before__lte=now)",
        "Delivery.objects.filter(as_read, not_before__lte=now)",
    ),
    Fault(
        "a delivery is sent as it was before staff rewrote it",
        ("outbox/test_races.py",),
        "(IS_FIRST_OF_LANE, as_read, not_before__lte=now)",
        "(IS_FIRST_OF_LANE, not_before__lte=now)",
    ),
    Fault(
        "a worker that was taken for dead moves what another has claimed",
        ("outbox/test_races.py", "outbox/test_outcomes.py"),
        "mine = deliveries.filter(pk=delivery.pk, claim=delivery.claim)",
        "mine = deliveries.filter(pk=delivery.pk)",
    ),
    Fault(
        "a decision is taken over news",
        ("plans/answer/test_decisions.py",),
        "if fresh.state != proposal.state or version not in {None, fresh.version}:",
        "if fresh.state != proposal.state:",
    ),
    Fault(
        "a request to change a plan is answered over news",
        ("plans/test_change_answers.py", "plans/running/test_change_races.py"),
        "if not is_sent or fresh.version != version or to not in STEPS[fresh.answer]:",
        "if not is_sent or to not in STEPS[fresh.answer]:",
    ),
    Fault(
        "an old tab takes a file from whoever works on it now",
        ("pages/desk/case/test_holds.py",),
        "CaseHold.objects.filter(file_id=file_id, user=user, until__gt=now).update(until=now + LASTS)",
        "CaseHold.objects.filter(file_id=file_id).update(until=now + LASTS)",
    ),
    # What the database refuses
    Fault(
        "one event of the outbox can be put in twice",
        ("outbox/test_putting.py", "outbox/test_races.py"),
        "models.UniqueConstraint(fields=('office', 'kind', 'key'), name='outbox_one_per_key')",
        "models.UniqueConstraint(fields=('office', 'kind', 'key', 'id'), name='outbox_one_per_key')",
    ),
    Fault(
        "a file can have two open requests",
        ("unit/plans/test_races.py",),
        "fields=('office', 'file_id'), name='plans_proposal_one_open'",
        "fields=('office', 'file_id', 'id'), name='plans_proposal_one_open'",
    ),
    Fault(
        "a record can be changed by two people at a time",
        ("crm/holding/test_races.py",),
        "models.UniqueConstraint(fields=('office', 'system', 'resource', 'record_id'), name",
        "models.UniqueConstraint(fields=('office', 'system', 'resource', 'record_id', 'id'), name",
    ),
    # Money
    Fault(
        "a share of the debt is rounded down",
        ("unit/plans/test_schedule.py",),
        "return -(-balance_cents // months)",
        "return balance_cents // months",
    ),
    Fault(
        "the number of months is rounded down",
        ("unit/plans/test_schedule.py",),
        "return -(-balance_cents // monthly_cents)",
        "return balance_cents // monthly_cents",
    ),
    Fault(
        "thousandths of a euro are cut off",
        ("tagor/wire/test_decode.py",),
        "if cents != cents.to_integral_value():",
        "if False:",
    ),
    Fault(
        "an amount is shown with one decimal",
        ("unit/web/test_formats.py",),
        "{digits}{pattern.decimal}{rest:02d}{pattern.after}",
        "{digits}{pattern.decimal}{rest}{pattern.after}",
    ),
    Fault(
        "the code for a transfer says 5 for 05 cents",
        ("payments/bank/test_transfer_qr.py",),
        'amount = f"EUR{amount_cents // 100}.{amount_cents % 100:02d}"',
        'amount = f"EUR{amount_cents // 100}.{amount_cents % 100}"',
    ),
    Fault(
        "a payment that waits at the office is paid again",
        ("payments/test_guard.py", "payments/test_start.py", "payments/test_hand_over.py"),
        "if facts and evidence.is_pending_at_office(",
        "if not facts and evidence.is_pending_at_office(",
    ),
    Fault(
        "somebody sees the payment of another party of the file",
        ("payments/test_status.py", "payments/test_hand_over.py", "payments/test_start.py"),
        "return (visit.file_id, visit.party_id) == (attempt.file_id, attempt.party_id)",
        "return visit.file_id == attempt.file_id",
    ),
    Fault(
        "an account is confirmed by who proposed it",
        ("money/test_guards.py", "money/test_changes.py"),
        "if change.proposed_by_id == user.pk:\n        return Obstacle.SAME",
        "if change.proposed_by_id == 0:\n        return Obstacle.SAME",
    ),
    Fault(
        "an account that changed meanwhile is written over",
        ("money/test_guards.py", "money/test_changes.py"),
        "if self.read(change.office) != change.before:",
        "if False:",
    ),
    Fault(
        "a plan that runs is ended by approving another",
        ("plans/answer/test_decisions.py",),
        "if facts.mark:\n        _hold(",
        "if False:\n        _hold(",
    ),
    Fault(
        "staff agree to a plan that Tagor will surely refuse",
        ("plans/test_limits_of_tagor.py",),
        "if code:\n        raise UnsavableError(",
        "if False:\n        raise UnsavableError(",
    ),
    Fault(
        "what comes back to the office still waits for its approval, and stands in no queue",
        ("plans/test_limits_of_tagor.py",),
        "if to in FOR_STAFF:\n        changes[",
        "if False:\n        changes[",
    ),
    # Seals, secrets and tokens
    Fault(
        "any seal of the bank is taken",
        ("sips/test_seal.py", "sips/test_notification.py"),
        "hmac.compare_digest(_seal(data, secret, algorithm).encode(), received) for secret",
        "True for secret",
    ),
    Fault(
        "an empty secret seals",
        ("sips/test_seal.py",),
        "seals = [seal_request(fields, secret, algorithm) for secret in secrets if secret]",
        "seals = [seal_request(fields, secret, algorithm) for secret in secrets]",
    ),
    Fault(
        "the secret of an event is compared letter by letter",
        ("aptic/events/test_webhook_secrets.py",),
        "return sum(hmac.compare_digest(digest, _digest(one)) for one in valid) > 0",
        "return said in valid",
    ),
    Fault(
        "a secret of the webhook never ends",
        ("aptic/events/test_webhook_secrets.py",),
        "is_valid = Q(valid_from__lte=now) & (Q(valid_until__isnull=True) | Q(valid_until__gt=now))",
        "is_valid = Q(valid_from__lte=now)",
    ),
    Fault(
        "what was sealed for one use opens for another",
        ("unit/web/test_sealing.py",),
        "info=purpose.encode()",
        'info=b""',
    ),
    Fault(
        "what was sealed opens for ever",
        ("unit/web/test_sealing.py",),
        'return opened if _is_in_time(int.from_bytes(at, "big"), max_age_s) else None',
        "return opened",
    ),
    Fault(
        "a sign-in that nobody began comes back",
        ("crm/sign_in/test_services.py", "crm/test_connecting.py"),
        'if not state or not constant_time_compare(state, QueryDict(query).get("state", "")):',
        'if state and not constant_time_compare(state, QueryDict(query).get("state", "")):',
    ),
    Fault(
        "an event of the trail is not tied to the one before",
        ("audit/test_trail.py",),
        "previous_seal=seal,",
        'previous_seal="",',
    ),
    # Doors
    Fault(
        "a page of the desk asks no permission",
        ("desk/test_door.py", "crm/test_lists.py"),
        "if permission and not user.has_perm(permission):",
        "if permission and user.has_perm(permission) is None:",
    ),
    Fault(
        "whoever has a role opens every page",
        ("people/test_role_matrix.py",),
        "if permission and not user.has_perm(permission):",
        "if permission and not user.has_perm(permission) and not user.groups.exists():",
    ),
    Fault(
        "whoever is signed in is staff",
        ("desk/test_door.py", "desk/test_sign_in.py"),
        "return bool(user.is_authenticated and user.is_active and user.is_staff)",
        "return bool(user.is_authenticated)",
    ),
    Fault(
        "a session of a file never ends",
        ("access/test_session.py",),
        "if defendant is None or now >= _ends_at(kept):",
        "if defendant is None:",
    ),
    Fault(
        "a form made for another file is taken",
        ("access/test_session.py", "payments/test_start.py", "dossier/test_balance_page.py"),
        "return hmac.compare_digest(given.encode(), file_mark(defendant).encode())",
        "return True",
    ),
    Fault(
        "signing in goes on to any page",
        ("access/test_next_page.py",),
        "return resolve(path).view_name in PAGES",
        "return bool(resolve(path))",
    ),
    Fault(
        "the brake asks nothing",
        ("access/test_brake.py",),
        "    if wrong >= QUESTION_LIMIT or count_site(hours_ago=1).wrong >= QUESTION_LIMIT:",
        "    if False:",
    ),
    Fault(
        "many PINs at once slip past the brake",
        ("access/test_brake.py",),
        "    return count_site().total > QUESTION_LIMIT",
        "    return False",
    ),
    Fault(
        "a fact that nobody knows is right at the brake",
        ("access/test_brake.py",),
        "if make_plain(answer) in known else (Outcome.WRONG, None)",
        "if not known or make_plain(answer) in known else (Outcome.WRONG, None)",
    ),
    Fault(
        "the second question shows that the PIN was right",
        ("access/test_brake.py",),
        "wait_for_step(started, least=3 if answer else 1)",
        "wait_for_step(started)",
    ),
    Fault(
        "strangers close the way of both steps",
        ("security/test_staff_door.py",),
        "counters = (shared,) if kind in UNGUESSED else",
        "counters =",
    ),
    Fault(
        "a right password is told apart while a name is tried",
        ("security/test_staff_door.py",),
        "                raise self.get_invalid_login_error() from None",
        "                raise",
    ),
    Fault(
        "the desk's staff come into the admin",
        ("security/test_admin_door.py",),
        "return super().has_permission(request) and request.user.has_perm(PERMISSION)",
        "return super().has_permission(request)",
    ),
    Fault(
        "one wrong try more is free",
        ("test_attempt_throttle.py",),
        "begins = wrong >= self.limit",
        "begins = wrong > self.limit",
    ),
    Fault(
        "tries under way are not counted",
        ("test_attempt_throttle.py",),
        "if self.wrong + under_way <= allowed:",
        "if self.wrong < allowed:",
    ),
    Fault(
        "a wrong PIN is told at once",
        ("pages/access/test_sign_in.py",),
        "if outcome is Outcome.WRONG or outcome is Outcome.EXPIRED:\n        # With a question",
        "if outcome is Outcome.EXPIRED:\n        # With a question",
    ),
    Fault(
        "a document of another file is fetched",
        ("dossier/test_documents_page.py",),
        "return next((one for one in documents if one.document_id == document_id), None)",
        "return next(iter(documents), None)",
    ),
    Fault(
        "any number of documents is on its way at once",
        ("dossier/test_documents_page.py",),
        "if not _places.acquire(timeout=WAIT_FOR_PLACE_S):",
        "if False:",
    ),
    Fault(
        "a document that was cut off begins twice",
        ("tagor/test_document_file.py", "wire/test_content.py"),
        "        self._file.seek(0)\n        self._file.truncate()\n",
        "",
    ),
    Fault(
        "what follows the end of a document is taken",
        ("wire/test_content.py",),
        'if not is_last and b"=" in signs[:complete]:',
        "if False:",
    ),
    Fault(
        "another site's form is taken",
        ("web/test_csrf.py",),
        'return request.headers.get("Sec-Fetch-Site", "") in OURS',
        "return True",
    ),
    Fault(
        "a made-up name closes the second step of a colleague",
        ("security/test_staff_door.py",),
        'count_name(username, purpose="staff" if kind == "password" else f"staff-{kind}")',
        'count_name(username if kind == "password" else f"{kind}:{username}")',
    ),
    Fault(
        "a session that goes on under another id is lost from the list",
        ("pages/desk/test_second_step.py",),
        "renamed.send(SessionStore, before=hash_key(before)",
        'renamed.send(SessionStore, before=""',
    ),
    Fault(
        "signing in again leaves the session its id",
        ("pages/desk/test_second_step.py",),
        "request.session.cycle_key()  # an id that somebody else may have does not become worth more",
        "pass",
    ),
    Fault(
        "another site signs somebody in whom the provider knows",
        ("desk/test_office_sign_in.py",),
        'if request.headers.get("Sec-Fetch-Site", "") in OF_OTHERS:',
        'if request.headers.get("Sec-Fetch-Site", "") is None:',
    ),
    Fault(
        "a provider of another name is believed",
        ("integrations/openid/test_tokens.py",),
        'if found.get("issuer") != self.issuer:',
        'if not found.get("issuer"):',
    ),
    Fault(
        "a token for another client is believed",
        ("integrations/openid/test_tokens.py",),
        'aud={"essential": True, "value": self._client_id},',
        'aud={"essential": True},',
    ),
    Fault(
        "people and roles change in the admin without signing in again",
        ("people/test_admin_powers.py",),
        "request.path.startswith(PEOPLE) and not is_fresh(request)",
        "request.path.startswith(PEOPLE) and is_fresh is None",
    ),
    Fault(
        "an act hides in a PDF behind a crowd",
        ("uploads/test_cleaning.py",),
        'if seen > MOST_PIECES:\n                raise Refused("damaged", name)',
        "if seen > MOST_PIECES:\n                break",
    ),
    # Pages
    Fault(
        "the sign-in form has no token against forgery",
        ("pages/access/test_sign_in.py",),
        '{{ csrf_input }}\n  {% if next %}<input type="hidden" name="next" value="{{ next }}">{% endif %}',
        '{% if next %}<input type="hidden" name="next" value="{{ next }}">{% endif %}',
    ),
    Fault(
        "a field has no label",
        ("pages/access/test_sign_in.py",),
        '<label for="{{ bound_field.auto_id }}">{{ bound_field.label }}'
        "{% if optional %}{{ _optional(bound_field) }}{% endif %}</label>",
        "<span>{{ bound_field.label }}{% if optional %}{{ _optional(bound_field) }}{% endif %}</span>",
    ),
    Fault(
        "what people wrote is not escaped",
        ("web/rendering/test_jinja.py", "dossier/test_balance_page.py"),
        "autoescape=True,\n            undefined=jinja2.StrictUndefined",
        "autoescape=False,\n            undefined=jinja2.StrictUndefined",
    ),
    Fault(
        "every page says that it is Dutch",
        ("web/test_public_pages.py", "access/test_letter.py"),
        '<html lang="{{ language }}">\n<head>\n{% include "ui/head.html" %}\n'
        "{% set page_title %}{% block title %}{% endblock %}{% endset %}\n"
        '{% include "ui/title.html" %}\n{% if is_safe %}<script',
        '<html lang="nl">\n<head>\n{% include "ui/head.html" %}\n'
        "{% set page_title %}{% block title %}{% endblock %}{% endset %}\n"
        '{% include "ui/title.html" %}\n{% if is_safe %}<script',
    ),
    Fault(
        "a sentence is not translated",
        ("repo/test_translations.py",),
        'msgid "Open my file"\nmsgstr "Meine Akte öffnen"',
        'msgid "Open my file"\nmsgstr ""',
    ),
    Fault(
        "a list answers htmx with a whole page",
        ("pages/desk/test_in_place.py",),
        'return render_page(request, "outbox/deliveries.html", context, block="list")',
        'return render_page(request, "outbox/deliveries.html", context)',
    ),
    Fault(
        "a page of which htmx gets a part is kept for everybody who asks",
        ("unit/web/rendering/test_render.py",),
        'patch_vary_headers(response, ["HX-Request", "HX-Target"])',
        "pass",
    ),
    Fault(
        "htmx puts the page to sign in on into a list",
        ("unit/web/rendering/test_render.py", "pages/desk/test_in_place.py"),
        'response["HX-Redirect"] = request.get_full_path()',
        "pass",
    ),
    Fault(
        "browsers keep the pages of a file",
        ("web/test_headers.py",),
        'response["Cache-Control"] = "no-store"\n        return response\n\n\nclass NulMiddleware',
        "return response\n\n\nclass NulMiddleware",
    ),
    Fault(
        "a page may run scripts that stand in it",
        ("web/test_headers.py",),
        '"script-src": ["\'self\'"],',
        '"script-src": ["\'self\'", "\'unsafe-inline\'"],',
    ),
    Fault(
        "a document is shown as a page of this site",
        ("unit/dossier/test_document_headers.py",),
        'if document.extension in RUNNABLE:\n        return TYPES["txt"]',
        'if document.extension in RUNNABLE:\n        return "text/html"',
    ),
    # Logs
    Fault(
        "a national number is logged",
        ("http_request/test_logs.py",),
        r'(re.compile(r"(?<![\d.-])\d{2}[. ]?\d{2}[. ]?\d{2}[- ]?\d{3}[. ]?\d{2}(?![\d])"), REDACTED),',
        "",
    ),
    Fault(
        "an e-mail address is logged",
        ("http_request/test_logs.py",),
        r'(re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+"), REDACTED),',
        "",
    ),
    Fault(
        "the trail of an error is logged as it is",
        ("http_request/test_logs.py",),
        "redact(part.rstrip()) for part in traceback.format_exception(*record.exc_info)",
        "part.rstrip() for part in traceback.format_exception(*record.exc_info)",
    ),
    # Systems
    Fault(
        "a read that failed is not tried again",
        ("unit/integrations/test_http.py",),
        'last = self.limits.max_attempts if call.terms.kind == "read" else 1',
        "last = 1",
    ),
    Fault(
        "a write that failed is sent again",
        ("unit/integrations/test_http.py",),
        'last = self.limits.max_attempts if call.terms.kind == "read" else 1\n        while',
        "last = self.limits.max_attempts\n        while",
    ),
    Fault(
        "a write behind a broken gateway counts as never sent",
        ("unit/integrations/test_http.py",),
        "_REFUSED_UNTOUCHED = frozenset({429, 503})",
        "_REFUSED_UNTOUCHED = frozenset({429, 502, 503, 504})",
    ),
    Fault(
        "an answer of any size is read",
        ("unit/integrations/test_http.py",),
        "if size > call.max_bytes:",
        "if size < 0:",
    ),
    Fault(
        "a system that fails is asked on and on",
        ("unit/integrations/test_breaker.py",),
        "if self._count >= self._limit:",
        "if self._count < 0:",
    ),
    Fault(
        "two requests of a session both ask the balance",
        ("file/test_single_flight.py",),
        "if not cache.add(lock, 1, LOCK_S):",
        "if cache.add(lock, 1, LOCK_S) is None:",
    ),
    Fault(
        "an event that is told twice is a fault",
        ("aptic/events/test_receiver.py",),
        "Event.objects.bulk_create(rows, ignore_conflicts=True)",
        "Event.objects.bulk_create(rows)",
    ),
    Fault(
        "a delivery whose answer was lost is sent again",
        ("outbox/test_outcomes.py",),
        'case OutcomeUnknown() if may_have_sent:\n            return Decision("doubt", "no-answer")',
        'case OutcomeUnknown() if may_have_sent:\n            return Decision("again", "no-answer")',
    ),
)
