"""Names of people, firms, streets and towns, invented or very common."""

FIRST_NAMES = (
    *("Anneleen", "Bart", "Carine", "David", "Elke", "Filip", "Griet", "Hans", "Ilse", "Jan", "Katrien"),
    *("Lieven", "Marleen", "Nico", "Olivia", "Peter", "Quinten", "Ruth", "Stijn", "Tine", "Ulrike", "Veerle"),
    *("Wim", "Yves", "Zoë", "Amira", "Benoît", "Chloé", "Driss", "Émilie", "François", "Gerrit", "Hanne"),
    *("Iris", "Joost", "Karim", "Lore", "Mehmet", "Noor", "Pieter-Jan", "Sanne", "Thijs", "Willemijn"),
)
LAST_NAMES = (
    *("Aerts", "Bogaert", "Claessens", "De Backer", "De Smedt", "Dewaele", "El Amrani", "François", "Geerts"),
    *("Hermans", "Jacobs", "Janssens", "Kuypers", "Lambrecht", "Lemmens", "Maes", "Martens", "Mertens"),
    *("Nijs", "Oosterlinck", "Pauwels", "Renard", "Simons", "Smeets", "Stevens", "Thys", "Van Damme"),
    *(
        "Van den Berg",
        "Van de Velde",
        "Vanderlinden",
        "Verbeke",
        "Verhulst",
        "Vermeulen",
        "Willems",
        "Yildiz",
    ),
    *("Bakker", "de Jong", "de Vries", "Hoekstra", "van Dijk", "Visser", "Dubois", "Lefèvre", "Moreau"),
)
TRADES = (
    *("Bakkerij", "Garage", "Drukkerij", "Bouwbedrijf", "Apotheek", "Brouwerij", "Meubelen", "Tuincentrum"),
    *("Schildersbedrijf", "Transport", "Advocatenkantoor", "Boekhoudkantoor", "Kapsalon", "Loodgieterij"),
    *("Restaurant", "Fietsenwinkel", "Immo", "Installaties", "Kinderopvang", "Dierenkliniek", "Optiek"),
    *("Schrijnwerkerij", "Slagerij", "Wijnhandel", "Zorggroep", "Verhuringen", "Software", "Energie"),
)
FANTASY = (
    *("De Linde", "Het Anker", "Ter Beke", "De Gouden Sleutel", "Noorderlicht", "Zilvermeer", "De Valk"),
    *("Op de Hoek", "De Kroon", "Zonneveld", "De Brug", "Kasteelzicht", "De Zwaan", "Westhoek", "De Molen"),
    *("Vierwinden", "Horizon", "De Eik", "Kempenland", "Polderzicht", "De Meander", "Rietveld", "De Toren"),
)
FORMS = ("BV", "NV", "BV", "VZW", "CV", "BV", "NV", "Comm.V")
STREETS = (
    *("Kerkstraat", "Stationsstraat", "Molenweg", "Nieuwstraat", "Lindelaan", "Schoolstraat", "Dorpsplein"),
    *("Industrieweg", "Veldstraat", "Kapellelaan", "Brugstraat", "Parklaan", "Gasthuisstraat", "Havenlaan"),
    *("Beukendreef", "Rozenlaan", "Zandstraat", "Heidestraat", "Groenplein", "Rue de la Station", "Dreef"),
)
# Postal code, town, country, latitude, longitude.
TOWNS = (
    ("1000", "Brussel", "BE", 50.8467, 4.3525),
    ("2000", "Antwerpen", "BE", 51.2211, 4.3997),
    ("2300", "Turnhout", "BE", 51.3225, 4.9447),
    ("2800", "Mechelen", "BE", 51.0281, 4.4803),
    ("3000", "Leuven", "BE", 50.8798, 4.7005),
    ("3500", "Hasselt", "BE", 50.9307, 5.3325),
    ("4000", "Liège", "BE", 50.6412, 5.5718),
    ("4700", "Eupen", "BE", 50.6306, 6.0316),
    ("5000", "Namur", "BE", 50.4669, 4.8675),
    ("7000", "Mons", "BE", 50.4542, 3.9523),
    ("8000", "Brugge", "BE", 51.2093, 3.2247),
    ("8400", "Oostende", "BE", 51.2287, 2.9271),
    ("8500", "Kortrijk", "BE", 50.8279, 3.2649),
    ("9000", "Gent", "BE", 51.0538, 3.7250),
    ("9100", "Sint-Niklaas", "BE", 51.1651, 4.1437),
    ("9300", "Aalst", "BE", 50.9383, 4.0392),
    ("4811 AB", "Breda", "NL", 51.5866, 4.7761),
    ("5611 CD", "Eindhoven", "NL", 51.4398, 5.4786),
    ("4561 EF", "Hulst", "NL", 51.2797, 4.0530),
    ("6211 GH", "Maastricht", "NL", 50.8494, 5.6878),
)
FUNCTIONS = (
    *("Zaakvoerder", "Boekhouder", "Directeur", "Credit manager", "Jurist", "Administratie"),
    *("Hoofd debiteuren", "Aankoper", "Secretaris", "Financieel directeur"),
)
DEPARTMENTS = ("Directie", "Boekhouding", "Debiteurenbeheer", "Juridische dienst", "Administratie")
