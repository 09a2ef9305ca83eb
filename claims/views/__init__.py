"""The pages. A view makes one domain call; what rows mean on a page is in claims.presenters."""
