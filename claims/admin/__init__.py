"""The admin: curators look at articles, review claims and mend who says what. One file a part; importing registers it."""

from claims.admin import actors, articles, claims, concepts, identity, predictions, records, relations

__all__ = ["actors", "articles", "claims", "concepts", "identity", "predictions", "records", "relations"]
