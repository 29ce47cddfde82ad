"""What analysts say about articles: annotations, anchors, claims, and every page that shows them."""
