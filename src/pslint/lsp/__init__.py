"""The language server: what pslint finds, in any editor that speaks the Language Server Protocol."""
