"""Everything that writes in the newsroom: free functions, keyword-only, ``by=`` first."""
