"""Words for the names of people and places. Any likeness is chance; numbers and accounts belong to nobody."""

WOMEN = (
    "Anna", "Annelies", "Aya", "Britt", "Carla", "Chantal", "Daphne", "Eline", "Elke", "Emma",
    "Esther", "Femke", "Fleur", "Griet", "Hanne", "Ilse", "Imane", "Ingrid", "Isabelle", "Jolien",
    "Julie", "Karin", "Katrien", "Kim", "Leen", "Liesbeth", "Lien", "Lisa", "Lotte", "Maaike",
    "Manon", "Marijke", "Mieke", "Mila", "Nele", "Noor", "Petra", "Renate", "Roos", "Sanne",
    "Saskia", "Silke", "Sofie", "Suzanne", "Tessa", "Tine", "Veerle", "Wendy", "Willemijn",
    "Yasmina",
)  # fmt: skip
MEN = (
    "Adam", "Arjan", "Bart", "Bas", "Bilal", "Bjorn", "Bram", "Cedric", "Daan", "David", "Dennis",
    "Dirk", "Emiel", "Erik", "Filip", "Frank", "Geert", "Gijs", "Guido", "Hans", "Hendrik", "Hugo",
    "Ivo", "Jan", "Jasper", "Jelle", "Jeroen", "Joost", "Jorn", "Karim", "Kobe", "Koen", "Kris",
    "Lars", "Luuk", "Maarten", "Mehdi", "Michiel", "Niels", "Olivier", "Pim", "Quinten", "Rik",
    "Ruben", "Sander", "Sem", "Stijn", "Thijs", "Tom", "Wim", "Wout", "Yannick",
)  # fmt: skip
# Prefix and name, as Dutch registers keep them apart.
FAMILIES = (
    ("", "Aerts"), ("van", "Amstel"), ("", "Baeten"), ("", "Bakker"), ("van den", "Berg"), ("", "Boonen"),
    ("de", "Boer"), ("van den", "Bosch"), ("", "Brouwer"), ("de", "Bruijn"), ("", "Claessens"),
    ("", "Cools"), ("", "Coppens"), ("", "Daems"), ("", "Dekker"), ("van", "Dijk"), ("van", "Dongen"),
    ("", "Driessen"), ("", "Engels"), ("", "Evers"), ("", "Franssen"), ("", "Geerts"), ("de", "Graaf"),
    ("de", "Groot"), ("", "Haesen"), ("de", "Haan"), ("", "Hendrickx"), ("van der", "Heijden"),
    ("", "Hoekstra"), ("", "Hofman"), ("", "Huisman"), ("", "Jacobs"), ("de", "Jonge"), ("", "Kuipers"),
    ("van der", "Laan"), ("", "Lambrecht"), ("van", "Leeuwen"), ("", "Lemmens"), ("", "Maes"),
    ("van der", "Meer"), ("", "Mertens"), ("", "Molenaar"), ("", "Nijs"), ("van", "Oosterhout"),
    ("", "Pauwels"), ("", "Postma"), ("", "Prins"), ("", "Raeymaekers"), ("van", "Rijn"), ("", "Schouten"),
    ("", "Segers"), ("", "Smeets"), ("", "Stevens"), ("", "Timmermans"), ("van", "Veen"), ("", "Verbeke"),
    ("", "Vermeulen"), ("de", "Vos"), ("de", "Vries"), ("", "Willems"), ("de", "Wit"), ("", "Wouters"),
    ("", "Yildirim"), ("", "Zijlstra"), ("el", "Amrani"), ("", "Benali"),
)  # fmt: skip
STREETS = (
    "Kerkstraat", "Dorpsstraat", "Molenweg", "Stationsstraat", "Beukenlaan", "Eikenlaan",
    "Schoolstraat", "Nieuwstraat", "Lindelaan", "Hoogstraat", "Parklaan", "Veldstraat",
    "Wilgenstraat", "Akkerweg", "Havenkade", "Rozenstraat", "Kastanjelaan", "Zandweg", "Bosstraat",
    "Oude Baan",
)  # fmt: skip
# City, first digits of the post code, country, latitude, longitude.
CITIES = (
    ("Groningen", "97", "Nederland", 53.219, 6.567), ("Zwolle", "80", "Nederland", 52.517, 6.083),
    ("Utrecht", "35", "Nederland", 52.091, 5.122), ("Breda", "48", "Nederland", 51.589, 4.776),
    ("Eindhoven", "56", "Nederland", 51.441, 5.470), ("Maastricht", "62", "Nederland", 50.851, 5.691),
    ("Leiden", "23", "Nederland", 52.160, 4.497), ("Nijmegen", "65", "Nederland", 51.843, 5.853),
    ("Tilburg", "50", "Nederland", 51.556, 5.091), ("Gent", "9000", "België", 51.054, 3.725),
    ("Antwerpen", "2000", "België", 51.220, 4.402), ("Hasselt", "3500", "België", 50.930, 5.338),
    ("Brugge", "8000", "België", 51.209, 3.225), ("Leuven", "3000", "België", 50.879, 4.701),
    ("Turnhout", "2300", "België", 51.322, 4.945), ("Kortrijk", "8500", "België", 50.828, 3.265),
)  # fmt: skip
EMPLOYERS = (
    "Rapide Internet", "Bakkerij Oefening", "Ziekenhuis De Linde", "Gemeente Voorbeeldegem",
    "Bouwgroep Testerdam", "Transport Zonder Naam", "Basisschool De Klimop", "Garage Praktijk",
    "Drukkerij Proefdruk", "Zorggroep Morgen",
)  # fmt: skip
POSITIONS = (
    "Verpleegkundige", "Leraar", "Monteur", "Boekhouder", "Magazijnmedewerker", "Projectleider",
    "Kok", "Chauffeur", "Administratief medewerker", "Teamleider", "Ontwikkelaar", "Timmerman",
)  # fmt: skip
BUSINESSES = (
    "Schildersbedrijf",
    "Installatiebureau",
    "Kapsalon",
    "Bloemenhuis",
    "Adviesbureau",
    "Fietshandel",
)
PREFIXES = ("van den", "van der", "van de", "van", "de", "den", "der", "el", "van Lange")


def make_iban(number: int) -> str:
    """A Dutch account number that passes its check, of a bank that does not exist."""
    tail = "".join(str(ord(one) - 55) for one in "OEFE") + f"{number:010d}" + "232100"
    return f"NL{98 - int(tail) % 97:02d}OEFE{number:010d}"


def split_name(name: str) -> tuple[str, str, str]:
    """First name, prefix, family name: "Fatima El Idrissi" gives Fatima, El, Idrissi."""
    first, _space, rest = name.partition(" ")
    for prefix in sorted(PREFIXES, key=len, reverse=True):
        if rest.casefold().startswith(f"{prefix.casefold()} "):
            return first, rest[: len(prefix)], rest[len(prefix) + 1 :]
    return first, "", rest
