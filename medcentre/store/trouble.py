"""Store errors told apart once, by result code (house rule 7)."""

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from medcentre.kernel.errors import DomainError, KernelCode, StaleRecord
from medcentre.store.codes import StoreCode, StoreTrouble
from medcentre.store.guards import GUARD_MARK

_SQLITE = {
    5: StoreCode.BUSY,
    6: StoreCode.BUSY,
    8: StoreCode.READ_ONLY,
    10: StoreCode.DAMAGED,
    11: StoreCode.DAMAGED,
    13: StoreCode.FULL,
    14: StoreCode.MISSING,
    26: StoreCode.DAMAGED,
}
_POSTGRES = {
    "40001": StoreCode.BUSY,
    "40P01": StoreCode.BUSY,
    "55P03": StoreCode.BUSY,
    "53100": StoreCode.FULL,
    "25006": StoreCode.READ_ONLY,
    "57P01": StoreCode.UNREACHABLE,
    "57P02": StoreCode.UNREACHABLE,
    "57P03": StoreCode.UNREACHABLE,
}
_CONSTRAINT = 19


def translate(error: BaseException | None) -> DomainError | None:
    """The refusal a store error stands for, or None when it is a bug and must crash."""
    if isinstance(error, StaleDataError):
        return StaleRecord()
    if not isinstance(error, DBAPIError):
        return None
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return _from_sqlite(int(code) & 0xFF, str(error.orig))
    return _from_postgres(error)


def _from_sqlite(code: int, message: str) -> DomainError | None:
    """The encrypting driver reports primary codes only, so a broken constraint is told by its kind."""
    if code == _CONSTRAINT:
        if message.startswith(GUARD_MARK):
            return _guarded(message.removeprefix(GUARD_MARK))
        if message.startswith("UNIQUE"):
            return DomainError(KernelCode.DUPLICATE_VALUE, detail=message)
        if message.startswith("FOREIGN KEY"):
            return DomainError(KernelCode.STILL_IN_USE, detail=message)
        if message.startswith("CHECK"):
            return DomainError(KernelCode.GUARDED, guard=message.rpartition(": ")[2])
        return None
    trouble = _SQLITE.get(code)
    return StoreTrouble(trouble) if trouble else None


def _from_postgres(error: DBAPIError) -> DomainError | None:
    state = getattr(error.orig, "sqlstate", None)
    message = str(getattr(getattr(error.orig, "diag", None), "message_primary", "") or error.orig)
    if state == "P0001" and message.startswith(GUARD_MARK):
        return _guarded(message.removeprefix(GUARD_MARK))
    if isinstance(error, IntegrityError) or state == "23P01":
        constraint = str(getattr(getattr(error.orig, "diag", None), "constraint_name", ""))
        kinds = {
            "23505": DomainError(KernelCode.DUPLICATE_VALUE, detail=constraint),
            "23503": DomainError(KernelCode.STILL_IN_USE, detail=constraint),
            "23514": DomainError(KernelCode.GUARDED, guard=constraint),
            "23P01": DomainError(KernelCode.OVERLAPS, guard=constraint),
        }
        return kinds.get(str(state))
    if error.connection_invalidated or (
        state is None and "connection" in type(error.orig).__name__.lower()
    ):
        return StoreTrouble(StoreCode.UNREACHABLE)
    if state is None and type(error.orig).__name__ == "OperationalError":
        return StoreTrouble(StoreCode.UNREACHABLE)
    trouble = _POSTGRES.get(str(state))
    return StoreTrouble(trouble) if trouble else None


def _guarded(name: str) -> DomainError:
    if name.endswith(("_overlap", "no_overlap")):
        return DomainError(KernelCode.OVERLAPS, guard=name)
    return DomainError(KernelCode.GUARDED, guard=name)
