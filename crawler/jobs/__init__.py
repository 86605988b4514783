"""When: jobs, their slots, the queue of tasks and the workers that carry them out.

A job says which sources are visited at which times. Each time that is due is a slot; a slot makes
one task a source; a worker takes tasks and starts a crawl for each.
"""
