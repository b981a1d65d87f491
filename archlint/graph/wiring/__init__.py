"""What couples modules without an import: joined into links, and these into what stands behind an edge of the graph."""
