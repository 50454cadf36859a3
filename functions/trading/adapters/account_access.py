from typing import Any

from boto3.dynamodb.conditions import Key


class AccountAccess:
    """One item for each account a user may trade in; an operator writes them."""

    def __init__(self, table: Any) -> None:
        self._table = table

    @property
    def name(self) -> str:
        return str(self._table.name)

    def may_use(self, user_id: str, account_id: str) -> bool:
        key = {"user_id": user_id, "account_id": account_id}
        return "Item" in self._table.get_item(Key=key, ConsistentRead=True)

    def grant(self, user_id: str, account_id: str, *, granted_at: str) -> None:
        """Granted again, it is still of the day it was first granted."""
        self._table.update_item(
            Key={"user_id": user_id, "account_id": account_id},
            UpdateExpression="SET granted_at = if_not_exists(granted_at, :now)",
            ExpressionAttributeValues={":now": granted_at},
        )

    def withdraw(self, user_id: str, account_id: str) -> None:
        self._table.delete_item(Key={"user_id": user_id, "account_id": account_id})

    def accounts_of(self, user_id: str) -> list[str]:
        page = self._table.query(KeyConditionExpression=Key("user_id").eq(user_id), ConsistentRead=True)
        return [item["account_id"] for item in page["Items"]]
