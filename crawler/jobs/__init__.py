"""When to crawl: jobs, their slots, the queue of tasks, and the workers that carry them out.

A job says which sources are visited at which times. Each due time is a slot. A slot makes one task
per source. A worker takes tasks and starts a crawl for each.
"""
