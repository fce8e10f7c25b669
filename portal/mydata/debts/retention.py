"""Deletes lists of own debts that were stored beyond their session, when their time is over."""

from portal.mydata.models import DebtList
from portal.web.retention import delete_rows

RETENTION = delete_rows("lists of own debts", DebtList.objects.all, field="keep_until")
