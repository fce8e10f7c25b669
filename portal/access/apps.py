from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room


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
