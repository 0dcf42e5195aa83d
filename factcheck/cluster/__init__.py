"""What needs the ``cluster`` extra; imported only when it is asked for."""
