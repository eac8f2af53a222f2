"""Missing workplaces and doubled units: the worker asks, the union answers, leaders look at what seems to be one."""
