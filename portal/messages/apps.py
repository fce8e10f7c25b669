from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.web.room import Page, Room, Sealed


class MessagesConfig(Room):
    name = "portal.messages"
    # django.contrib.messages has the label that the folder would give.
    label = "talk"
    verbose_name = "Messages"
    kept = (
        "portal.messages.personal_data.KeptMessages",
        "portal.messages.personal_data.KeptDrafts",
        "portal.messages.personal_data.KeptContacts",
        "portal.messages.personal_data.KeptUnconfirmed",
    )
    navigation = (
        Page(
            pgettext_lazy("file", "Messages"),
            "message-desk:threads",
            "talk.view_thread",
            _("What people write, and what waits for an answer"),
            section=_("To do"),
        ),
    )
    settings_pages = (
        Page(
            _("Messages and answers"),
            "message-desk:rules",
            "talk.change_messagerules",
            _("By when you answer, and how people hear of it"),
            section="contact",
        ),
        Page(
            _("Ready answers"),
            "message-desk:templates",
            "talk.change_messagerules",
            _("What the office writes often, in each language"),
            section="texts",
        ),
    )
    deliveries = (
        "portal.messages.conversation.delivery.MessageHandler",
        "portal.messages.conversation.delivery.ReadHandler",
        "portal.messages.conversation.delivery.NoticeHandler",
        "portal.messages.contact.delivery.CodeHandler",
        "portal.messages.contact.delivery.AddContactHandler",
        "portal.messages.notes.delivery.NoteHandler",
    )
    case_panels = ("portal.messages.desk.case_panel.make_panel",)
    case_acts = ("portal.messages.notes.acts.list_acts",)
    findings = ("portal.messages.findings.RULES", "portal.messages.findings.SCANNER")
    work = ("portal.messages.work.Unanswered",)
    news = ("portal.messages.conversation.news.find_answer_news",)
    history = (
        "portal.messages.conversation.history.list_history_entries",
        "portal.messages.contact.history.list_history_entries",
    )
    timeline = ("portal.messages.conversation.timeline.list_timeline_entries",)
    ahead = ("portal.messages.conversation.ahead.list_dates_ahead",)
    retention = ("portal.messages.conversation.retention.RETENTION",)
    searches = ("portal.messages.search.Conversations", "portal.messages.search.ContactChanges")
    insights = ("portal.messages.insight.list_figures",)
    sealed = (
        Sealed(
            "talk.Thread",
            ("sealed_answers",),
            purpose="portal.messages.models.thread.PURPOSE",
            what="what people filled in on forms",
            kept="400 days after the last message of an ended conversation",
        ),
        Sealed(
            "talk.Message",
            ("sealed_text",),
            purpose="portal.messages.models.thread.PURPOSE",
            what="what people and the office wrote",
            kept="as long as the forms",
        ),
        Sealed(
            "talk.Upload",
            ("sealed_name",),
            purpose="portal.messages.models.thread.PURPOSE",
            what="the names of files that people sent",
            kept="as long as the conversation",
        ),
        Sealed(
            "talk.Upload",
            ("sealed_content",),
            purpose="portal.messages.models.upload.PURPOSE",
            what="those files",
            kept="until the office has them",
            is_large=True,
        ),
        Sealed(
            "talk.ContactChange",
            ("sealed",),
            purpose="portal.messages.models.thread.PURPOSE",
            what="a new mail address or number, and its code",
            kept="until the office has it, 400 days at most",
        ),
    )
