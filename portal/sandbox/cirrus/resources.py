"""Which records stand behind a path, and what each field points to."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resource:
    """``name`` of the records, ``model`` is the schema that shows one of them."""

    name: str
    model: str


# Path without the last slash, or without /{id}.
RESOURCES: Mapping[str, Resource] = {
    path: Resource(name, model)
    for path, name, model in (
        ("/accounts", "accounts", "Account"),
        ("/accounts/accountgroups", "accountgroups", "IdName"),
        ("/accounts/accounttypes", "accounttypes", "AccountType"),
        ("/activities", "activities", "Activity"),
        ("/activities/activitytypes", "activitytypes", "ActivityType"),
        ("/activities/activitytypes/questions", "questions", "ActivityTypeQuestion"),
        ("/activities/progressionstates", "activitystates", "IdName"),
        ("/addons", "addons", "Addon"),
        ("/articlegroups", "articlegroups", "ArticleGroup"),
        ("/articles", "articles", "Article"),
        ("/articles/brands", "brands", "IdName"),
        ("/articles/budgetgroups", "budgetgroups", "IdName"),
        ("/articles/discountgroups", "discountgroups", "IdName"),
        ("/articles/groups", "articlegroups", "ArticleGroup"),
        ("/articles/materials", "materials", "IdName"),
        ("/articles/servicelevels", "servicelevels", "IdName"),
        ("/articles/units", "articleunits", "IdNameExternalkey"),
        ("/articles/volumegroups", "volumegroups", "IdName"),
        ("/articles/warehouses", "warehouses", "IdName"),
        ("/articles/warehousestatuses", "warehousestatuses", "IdName"),
        ("/articleunits", "articleunits", "IdNameExternalkey"),
        ("/bankid/relations", "signaturerelations", "SignatureRelation"),
        ("/contacts", "contacts", "Contact"),
        ("/contracts", "contracts", "Contract"),
        ("/deliveryterms", "deliveryterms", "DeliveryTerm"),
        ("/deliverytypes", "deliverytypes", "IdNameDefault"),
        ("/dynamicfields/definitions", "dynamicfields", "DynamicField"),
        ("/emails", "emails", "Email"),
        ("/files", "files", "File"),
        ("/files/folders", "folders", "Folder"),
        ("/gamification", "challenges", "Challenge"),
        ("/gamification/challengetypes", "challengetypes", "IdName"),
        ("/leadactivities", "leadactivities", "LeadActivity"),
        ("/leads", "leads", "Lead"),
        ("/leadstatus", "leadstatuses", "IdNameSortorder"),
        ("/missions", "missions", "Mission"),
        ("/objects", "objects", "Object"),
        ("/objects/categories", "objectcategories", "ObjectCategory"),
        ("/opportunities", "opportunities", "Opportunity"),
        ("/opportunities/estimates", "estimates", "OpportunityEstimate"),
        ("/opportunities/lostreasons", "lostreasons", "IdNameSortorder"),
        ("/opportunities/progressionstates", "opportunityprogress", "IdName"),
        ("/opportunities/sources", "sources", "IdNameDefault"),
        ("/opportunities/statuses", "opportunitystatuses", "OpportunityStatus"),
        ("/opportunities/types", "opportunitytypes", "OpportunityType"),
        ("/opportunities/winreasons", "winreasons", "IdNameSortorder"),
        ("/orders", "orders", "Order"),
        ("/orderstatus", "orderstatuses", "OrderStatus"),
        ("/ordertypes", "ordertypes", "OrderType"),
        ("/paymentterms", "paymentterms", "PaymentTerm"),
        ("/pricelists", "pricelists", "PriceList"),
        ("/pricelists/pricegroups", "pricegroups", "PriceGroup"),
        ("/projects", "projects", "Project"),
        ("/quotes", "quotes", "Quote"),
        ("/quotes/relations", "quoterelations", "QuoteRelation"),
        ("/quotes/statuses", "quotestatuses", "QuoteStatus"),
        ("/services/phonebrands", "phonebrands", "IdName"),
        ("/services/phonemodels", "phonemodels", "IdName"),
        ("/services/phones", "phones", "Phone"),
        ("/sortgroups", "sortgroups", "SortGroup"),
        ("/subscriptions", "subscriptions", "Subscription"),
        ("/templates", "templates", "Template"),
        ("/templates/categories", "templatecategories", "IdNameSort"),
        ("/templates/languages", "templatelanguages", "IdNameSort"),
        ("/users", "users", "User"),
        ("/users/departments", "departments", "Department"),
        ("/users/roles", "roles", "IdName"),
    )
}

# A field by this name holds the id (or a list of ids) of one of these records, whatever the schema.
BY_FIELD: Mapping[str, str] = {
    **dict.fromkeys(("account", "altaccount", "parentaccount", "financeaccount", "manufacturer"), "accounts"),
    **dict.fromkeys(
        ("user", "user2", "alternateuser", "followers", "invitedusers", "changeuser", "reguser"), "users"
    ),
    **dict.fromkeys(("responsible", "responsibleservice", "manager", "winner"), "users"),
    **dict.fromkeys(("contact", "superior", "invitedcontacts"), "contacts"),
    **dict.fromkeys(("languages",), "templatelanguages"),
    **dict.fromkeys(("categories",), "templatecategories"),
    **{name: f"{name}s" for name in ("lead", "article", "folder", "template", "pricelist", "pricegroup")},
    **{name: f"{name}s" for name in ("deliveryterm", "deliverytype", "paymentterm", "articleunit")},
    **{name: f"{name}s" for name in ("estimate", "lostreason", "winreason", "source")},
    **{name: name for name in ("tags", "accountgroups", "roles", "departments")},
    "activity": "activities",
    "opportunity": "opportunities",
    "unit": "articleunits",
    "modelgroup": "objectcategories",
    "parentdepartment": "departments",
}

# The same for names that mean something else in each schema.
BY_MODEL: Mapping[tuple[str, str], str] = {
    ("Account", "type"): "accounttypes",
    ("Activity", "type"): "activitytypes",
    ("Activity", "primarycontact"): "contacts",
    ("Activity", "priority"): "priorities",
    ("Activity", "progressionstate"): "activitystates",
    ("ListedActivity", "type"): "activitytypes",
    ("Challenge", "type"): "challengetypes",
    ("Contract", "status"): "objectcategories",
    ("Contract", "type"): "objectcategories",
    ("Department", "parent"): "departments",
    ("DynamicField", "fieldgroup"): "fieldgroups",
    ("Lead", "status"): "leadstatuses",
    ("LeadActivity", "type"): "leadactivitytypes",
    ("Opportunity", "progressionstate"): "opportunityprogress",
    ("Opportunity", "state"): "opportunitystates",
    ("Opportunity", "status"): "opportunitystatuses",
    ("Opportunity", "type"): "opportunitytypes",
    ("OpportunityType", "validstatuses"): "opportunitystatuses",
    ("Order", "status"): "orderstatuses",
    ("Order", "type"): "ordertypes",
    ("Project", "type"): "projecttypes",
    ("Quote", "status"): "quotestatuses",
    # Types that are no records at all.
    ("Tag", "type"): "",
    ("CompletionData", "user"): "",
    ("DynamicField", "type"): "",
    ("DynamicValue", "type"): "",
}


def target_of(model: str, field: str) -> str:
    """The records that a field points to, or "" when it points to none."""
    return BY_MODEL.get((model, field), BY_FIELD.get(field, ""))
