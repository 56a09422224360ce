"""Refusals of the store: the user's surroundings, each with advice."""

from enum import StrEnum

from medcentre.kernel.errors import DomainError


class StoreCode(StrEnum):
    """Why the store did not do what was asked."""

    BUSY = "store_busy"
    FULL = "store_full"
    READ_ONLY = "store_read_only"
    DAMAGED = "store_damaged"
    MISSING = "store_missing"
    UNREACHABLE = "store_unreachable"
    TOO_NEW = "store_too_new"
    NETWORK_SHARE = "store_network_share"
    WRONG_KEY = "store_wrong_key"
    WRONG_PASSPHRASE = "store_wrong_passphrase"
    NO_KEYRING = "store_no_keyring"
    ALREADY_THERE = "store_already_there"
    BACKUP_UNPROVED = "backup_unproved"
    NOT_A_BACKUP = "not_a_backup"


class StoreTrouble(DomainError):
    """The surroundings refuse: disk, network, key, version. The code says which."""


class UnauditedWrite(AssertionError):
    """A write without an audit record: a bug in an act, never shown as a refusal."""
