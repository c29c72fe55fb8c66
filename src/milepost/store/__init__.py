"""The one database of a workspace: journal entries, the manifest of facts, brands. It loads and adds."""
