from interchange.operations.importing import import_schedule

__all__ = ["import_schedule"]
