"""Test data of drafts and of attempts to sign in, as `tests.factories` has that of articles and claims."""

import hashlib

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from claims.models import Draft, FailedSignIn
from tests.factories import SENTENCE, UserFactory


class DraftFactory(DjangoModelFactory[Draft]):
    """A draft that waits; it lives, for it was made just now."""

    class Meta:
        model = Draft

    owner = SubFactory(UserFactory)
    way = "pasted"
    text = Sequence(lambda n: f"{SENTENCE}, sagte Sprecherin {n} am Dienstag.")
    sha256 = LazyAttribute(lambda draft: hashlib.sha256(draft.text.encode()).hexdigest() if draft.text else "")
    created_at = LazyFunction(timezone.now)


class FailedSignInFactory(DjangoModelFactory[FailedSignIn]):
    class Meta:
        model = FailedSignIn

    deed = "sign_in"
    name = "a" * 64
    address = "b" * 64
    at = LazyFunction(timezone.now)
