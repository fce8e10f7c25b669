"""A name that several rooms give to a module means one job, and this table says which."""

from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2] / "portal"
# The practice office is apart, and ``integrations/tagor`` follows the groups of Tagor's own document.
APART = (ROOT / "sandbox", ROOT / "integrations" / "tagor")
MOST_MODULES = 20
DJANGO = {"__init__", "admin", "apps", "forms", "middleware", "models", "tasks", "urls", "views"}
JOBS = {
    "act_views": "pages of what staff do with a file or a conversation",
    "acts": "what staff can do with a file",
    "ahead": "what is still to come in a file",
    "answers": "what one side answers to the other in a conversation or about a plan",
    "balance": "what is owed in a file",
    "bookings": "rows that tell what still has to be written in the office's books",
    "calls": "the one place from which operations of a system are called",
    "case_panel": "what a room shows on the page of a file at the desk",
    "change": "a change of the plan that runs, wished by its defendant",
    "change_views": "pages about a change of the plan that runs",
    "changes": "changes of people and of their details",
    "checks": "Django's system checks",
    "cirrus": "what a room does with Cirrus",
    "client": "the client of one system",
    "codes": "codes of a system, and what they mean",
    "connection": "how a system is reached, and whether it is",
    "contact": "contact details of a person",
    "decisions": "what the office decides about requests",
    "decorators": "the doors of pages",
    "delivery": "how what a room put in the outbox is sent",
    "desk_urls": "addresses at the desk, of a room for everybody",
    "desk_views": "pages at the desk, of a room for everybody",
    "device": "the browser with which somebody signed in before",
    "diagram": "draws a table of states",
    "document": "an OpenAPI document",
    "door_views": "pages for who comes in with a link of their own",
    "dossierdata": "what a room does with DossierData",
    "downloads": "files as answers of the site, to keep",
    "examination": "what the doctor looks at, and in which order",
    "facts": "facts of a file, declared by the room they belong to",
    "fields": "form fields",
    "file_views": "pages of files that people send each other",
    "filters": "conditions that narrow a list",
    "findings": "what a room has the doctor examine",
    "contributions": "what rooms contribute to a page of another room",
    "history": "what happened before, in order",
    "insight": "numbers that a room gives to the office",
    "kinds": "what a code or a schema stands for",
    "looks": "who looked at a file",
    "masks": "hides what not everybody at a screen or a terminal may see",
    "message": "a message of a conversation",
    "metrics": "what monitoring reads",
    "news": "what the first page of a file says now",
    "on_paper": "takes what came back on paper and was typed in by staff",
    "operations": "operations by their names",
    "orders": "puts in the outbox what another system must be told",
    "page_context": "what every page gets",
    "paging": "where a page of a list stands",
    "papers": "documents, as they come in and go out",
    "personal_data": "what a room keeps about a person",
    "presenters": "values in words",
    "problems": "what can be wrong with what was given",
    "reading": "several facts read side by side",
    "redirects": "ways to another page",
    "refusals": "what a system's refusals mean",
    "requests": "builds what is sent to a system",
    "respite": "a pause that the office gives a file",
    "responses": "opens what a system answered",
    "retention": "what a room deletes, and when",
    "rule_views": "pages on which an office chooses its rules",
    "rules": "what an office promises and allows",
    "schema": "the schemas of a document",
    "search": "what a room gives to the search of the desk",
    "selectors": "reads of the database",
    "services": "changes",
    "session": "what a session keeps",
    "sessions": "where sessions are kept, and when they end",
    "sheet": "a paper on A4, as PDF",
    "signals": "Django signals that a room sends",
    "states": "a table of states, and the door through which they change",
    "store": "keeps what came in, sealed",
    "timeline": "what happened in a file",
    "tokens": "tokens of a system",
    "tolerance": "what a server does otherwise than its document says, and is forgiven",
    "trail": "the audit trail, of one kind of change",
    "transitions": "what goes with a change of state",
    "values": "what comes out of a client",
    "webhook_views": "takes what a system posts by itself",
    "wire": "names and shapes as they are sent",
    "words": "sentences for codes and kinds",
    "work": "what needs a person",
}


def list_rooms_of_names() -> dict[str, set[str]]:
    """Each name of a module, with the folders it stands in."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in ROOT.rglob("*.py"):
        if not {"migrations", "management"} & set(path.parts) and not any(map(path.is_relative_to, APART)):
            found[path.stem].add(str(path.parent.relative_to(ROOT)))
    return found


def test_one_name_has_one_job() -> None:
    shared = {name: rooms for name, rooms in list_rooms_of_names().items() if len(rooms) > 1}
    unknown = {name: sorted(rooms) for name, rooms in shared.items() if name not in DJANGO | set(JOBS)}
    assert not unknown, f"give one of each another name, or say here what all of them do: {unknown}"


def test_every_job_is_still_shared() -> None:
    rooms = list_rooms_of_names()
    assert [name for name in JOBS if name not in rooms] == []


def test_no_two_names_have_one_job() -> None:
    assert len(set(JOBS.values())) == len(JOBS)


def test_no_folder_is_too_full_to_be_read_at_a_glance() -> None:
    folders = Counter(path.parent for path in ROOT.rglob("*.py") if path.name != "__init__.py")
    full = {str(folder.relative_to(ROOT)): count for folder, count in folders.items() if count > MOST_MODULES}
    assert full == {}
