"""Who hosts, who could, who offers to, and who takes the chair next."""
