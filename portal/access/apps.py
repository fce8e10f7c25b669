from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room, Sealed


class AccessConfig(Room):
    name = "portal.access"
    label = "access"
    verbose_name = "Access"
    navigation = (
        Page(
            _("Letters for somebody else"),
            "wrong-person:reports",
            "access.handle_wrong_person",
            _("What people told who got a letter that is not theirs"),
            section=_("Letters"),
        ),
    )
    settings_pages = (
        Page(
            _("Letters and sign-in"),
            "door-settings:change",
            "access.change_doorsettings",
            _("Codes, a second question, new links, and the box for your own site"),
            section="contact",
        ),
    )
    findings = ("portal.access.findings.EXAMINATION",)
    case_panels = ("portal.access.helper_pass.case_panel.make_panel",)
    news = ("portal.access.helper_pass.news.find_ended_pass_news",)
    kept = ("portal.access.helper_pass.personal_data.KeptPasses",)
    work = ("portal.access.wrong_person.work.WrongPersons",)
    spellings = ("portal.access.door_settings.file_spelling.spell_file_number",)
    searches = ("portal.access.wrong_person.search.Reports",)
    deliveries = (
        "portal.access.new_link.delivery.NewLinkHandler",
        "portal.access.helper_pass.delivery.PassHandler",
    )
    retention = (
        "portal.access.helper_pass.retention.CREDENTIALS",
        "portal.access.helper_pass.retention.RETENTION",
        "portal.access.letter_keys.retention.RETENTION",
        "portal.access.wrong_person.retention.RETENTION",
        "portal.access.wrong_person.retention.OPEN_RETENTION",
    )
    notices = ("portal.access.site_brake.alert.present_brake",)
    insights = ("portal.access.insight.list_figures",)
    sealed = (
        Sealed(
            "access.LetterKey",
            ("hash_sealed", "code_sealed"),
            purpose="portal.access.letter_keys.keys.PURPOSE",
            what="the links and short codes of printed letters",
            kept="400 days after the letter was made",
            digests={"hash_sealed": "hash_digest", "code_sealed": "code_digest"},
        ),
        Sealed(
            "access.HelperPass",
            ("name_sealed", "holder_sealed", "credential_sealed", "office_words_sealed"),
            purpose="portal.access.helper_pass.models.PURPOSE",
            what="the names on a helper's pass, and what it opens the file with",
            kept="180 days after the pass ended",
        ),
        Sealed(
            "access.WrongPersonReport",
            ("told_sealed",),
            purpose="portal.access.wrong_person.services.PURPOSE",
            what="what somebody wrote who got a letter for another",
            kept="90 days after it was closed, two years at most",
        ),
        Sealed(
            "access.WrongPersonPaper",
            ("content_sealed",),
            purpose="portal.access.wrong_person.services.PURPOSE",
            what="the papers with such a report",
            kept="as long as the report",
            is_large=True,
        ),
    )
