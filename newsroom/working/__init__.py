"""The worker: takes jobs one after the other and does them in small pieces, so that nobody waits for them.

``leases`` says who has a job, ``running`` does it, ``loop`` waits for the next one. No page imports this
package: pages know jobs by their rows (newsroom.jobs, newsroom.actions.jobs). The import command shares ``bounds``.
"""
