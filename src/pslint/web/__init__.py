"""The page of `pslint web`: a server for this machine alone, which writes nothing down."""
