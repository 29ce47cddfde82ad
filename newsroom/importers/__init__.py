"""Readers of file formats: bytes in, an ``ArticleDraft`` out. Pure, no Django.

``registry.read`` is the door; each format has its module beside it.
"""
