"""People as the secretariat keeps them: who has an account, who asks for one, who may do what."""
