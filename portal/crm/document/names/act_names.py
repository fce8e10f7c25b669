"""Operations other than add, change and delete, by operation id."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Any] = {
    "create_customer_lead": _("Add a lead for a customer"),
    "open_customer": _("Open the page of a customer there"),
    "create_customer_mortgage_lead": _("Add a lead for a mortgage"),
    "find_customers_by_ax_message": _("Find customers by an HDN message"),
    "update_customer_from_ax_message": _("Change a customer by an HDN message"),
    "follow_account": _("Follow this account"),
    "unfollow_account": _("Stop following this account"),
    "get_account_budget": _("See the budget of an account"),
    "put_account_budget": _("Set the budget of an account"),
    "delete_account_budget": _("Delete the budget of an account"),
    "merge_accounts": _("Merge two accounts"),
    "follow_activity": _("Follow this activity"),
    "unfollow_activity": _("Stop following this activity"),
    "follow_contact": _("Follow this contact"),
    "unfollow_contact": _("Stop following this contact"),
    "follow_opportunity": _("Follow this opportunity"),
    "unfollow_opportunity": _("Stop following this opportunity"),
    "update_dynamic_value": _("Change an extra field"),
    "list_user_budgets": _("See all budgets of users"),
    "get_user_budget": _("See the budget of a user"),
    "put_user_budget": _("Set the budget of a user"),
    "delete_user_budget": _("Delete the budget of a user"),
    "list_mission_connections": _("See what belongs to a mission"),
    "list_mission_progress": _("See how a mission goes"),
    "get_challenge_stats": _("See how a challenge goes"),
    "accept_challenge": _("Accept a challenge"),
    "decline_challenge": _("Decline a challenge"),
    "list_contract_objects": _("See the objects of a contract"),
    "get_contract_reminder": _("See the reminder of a contract"),
    "list_contract_reminders": _("See all reminders of contracts"),
    "list_object_contracts": _("See the contracts of an object"),
    "list_object_relations": _("See what belongs to an object"),
    "look_up_address": _("Look up an address"),
    "create_credit_check": _("Ask for a credit check"),
}
