"""Several threads that begin together, each with a database connection of its own."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def at_once(work, *, times):
    """What they raised."""
    barrier = threading.Barrier(times)

    def run(_number):
        barrier.wait()
        try:
            work()
        except Exception as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(times) as threads:
        return [error for error in threads.map(run, range(times)) if error is not None]
