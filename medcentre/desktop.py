"""What a window needs of an open store and may not reach itself: announcements, a key for drafts."""

import base64
import hashlib
from collections.abc import Callable

from medcentre.kernel.changes import Topic
from medcentre.kernel.context import ServiceContext
from medcentre.store.changes import ChangeFeed
from medcentre.store.uow import store_of


def feed_of(ctx: ServiceContext) -> ChangeFeed:
    """Topics of everybody's acts, to be asked now and then."""
    return ChangeFeed(store_of(ctx))


def listen(ctx: ServiceContext, listener: Callable[[frozenset[Topic]], None]) -> Callable[[], None]:
    """Call `listener` after each act of this process; what is returned ends that."""
    return store_of(ctx).listen(listener)


def draft_key(ctx: ServiceContext) -> bytes:
    """Fernet key of the drafts beside a store: derived from its data key, so that a stolen folder
    tells nothing. A server store has no key on this machine; its drafts are bound to its address."""
    store = store_of(ctx)
    secret = store.key or store.location.encode()
    return base64.urlsafe_b64encode(hashlib.sha256(b"drafts" + secret).digest())


def close_store(ctx: ServiceContext) -> None:
    """Give the store back when the last window of a person is gone."""
    store_of(ctx).close()
