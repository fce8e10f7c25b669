"""Where money goes, as two people change it."""

from portal.desk.guarded.guarded_choice import GuardedChoice
from portal.money.tasks import alert
from portal.money.values import read_values, tidy_values, write_values
from portal.money.words import CONFIRM, PROPOSE
from portal.office.models import MoneyChange
from portal.office.selectors import forget_office

MONEY: GuardedChoice[MoneyChange] = GuardedChoice(
    model=MoneyChange,
    prefix="money-change",
    propose_permission=PROPOSE,
    confirm_permission=CONFIRM,
    read=read_values,
    write=write_values,
    tidy=tidy_values,
    forget=forget_office,
    alert=alert,
    is_first=lambda before: not before["iban"],
)
