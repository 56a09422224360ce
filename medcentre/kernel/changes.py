"""Topics: what a committed act says it touched, so that open pages reload themselves."""

from enum import StrEnum


class Topic(StrEnum):
    """One a kind of screen content, not one a table."""

    STAFF = "staff"
    ACCOUNTS = "accounts"
    RESIDENTS = "residents"
    PLACEMENT = "placement"
    PLACES = "places"
    ROSTERS = "rosters"
    CARE = "care"
    SUPPORT = "support"
    FEES = "fees"
    SETTINGS = "settings"
    AUDIT = "audit"
