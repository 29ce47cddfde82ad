"""Everything that writes what analysts say: free functions, keyword-only, ``by=`` first."""
