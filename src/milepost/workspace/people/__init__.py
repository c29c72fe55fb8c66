"""Who may do what in a workspace: roles, invitations, share links, and the log of what was done."""
