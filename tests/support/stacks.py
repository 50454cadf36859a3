"""What of a laptop's AWS runs."""

from scripts.local import processes


def servers_of(root):
    """The pids of its servers, without the workers and children that they began."""
    running = {process.pid: process for process in processes.marked(root, spare=set())}
    return {pid for pid, process in running.items() if process.ppid() not in running}
