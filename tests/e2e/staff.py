"""A member of staff at a browser: signs in at the desk, and at DossierData on its own pages."""

from dataclasses import dataclass

from playwright.sync_api import expect

from tests.e2e.journey import Person
from tests.processes import STAFF_PASSWORD

STAFF_USER = "staff"
PRACTICE_USER, PRACTICE_PASSWORD = "an.claes", "practice"


@dataclass
class Clerk(Person):
    """Somebody of the office. ``f.`` names are those of a CRM form."""

    def sign_in_at_desk(self, wanted: str = "/desk/", *, name: str = STAFF_USER) -> None:
        """Ask a page of the desk, and sign in on the way."""
        self.go(wanted)
        assert "/desk/sign-in/" in self.page.url
        self.type("username", name)
        self.type("password", STAFF_PASSWORD)
        self.click("main form button[type=submit]")
        expect(self.page).to_have_url(f"{self.portal.url}{wanted}")

    def connect(self) -> None:
        """Give the portal access to DossierData, on DossierData's own pages."""
        self.go("/desk/crm/dossierdata/connect/")
        self.page.locator("main form[action$='/connect/'] button").click()
        self.page.wait_for_url(f"{self.portal.office.base_url}/**")
        if self.page.locator("input[name=password]").count():
            self.page.locator("input[name=username]").fill(PRACTICE_USER)
            self.page.locator("input[name=password]").fill(PRACTICE_PASSWORD)
            self.page.locator("main form button").click()
        self.page.locator("button[value=yes]").click()
        self.page.wait_for_url(f"{self.portal.url}/desk/**")
        self.check()

    def store_number(self, number: str = "1") -> None:
        """Who one is at DossierData, for its locks."""
        self.go("/desk/crm/dossierdata/connect/")
        self.type("number", number)
        self.click("main form[action$='/number/'] button")

    def fill_in(self, values: dict[str, str]) -> None:
        """The fields of a form of a record: texts are typed, lists are chosen from."""
        for name, value in values.items():
            field = self.page.locator(f"[name='f.{name}']")
            if field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def send(self) -> None:
        """The button that says what happens."""
        self.click(self.page.locator("main form.record-form .actions button").first)
