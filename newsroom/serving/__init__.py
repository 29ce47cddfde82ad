"""How Margin is served: granian workers, each with an asynchronous front and one thread that runs Django's pages.

The front takes in the whole request first, bounded in bytes and in time, so that a slow sender holds no thread; then
the WSGI application runs in a pool of one thread (threads wait for SQLite unfairly; processes with one thread each do
not); the answer is complete before it is sent, so that a slow reader holds no thread either. Answers marked as
spooled, exports for instance, are produced in a second thread and never hold up a page.

Nothing here imports Django: newsroom/asgi.py puts the two together.
"""
