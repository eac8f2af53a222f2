"""Pages of certificates: for the officers who give them, for whose they are, and for anybody who checks one."""
