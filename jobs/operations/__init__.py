from jobs.operations.keeping import expire_jobs
from jobs.operations.rescue import sweep
from jobs.operations.starting import cancel_job, retry_job, start_job
from jobs.operations.work import run_job

__all__ = ["cancel_job", "expire_jobs", "retry_job", "run_job", "start_job", "sweep"]
