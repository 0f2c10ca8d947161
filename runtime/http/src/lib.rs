//! What generated servers and clients link to: thin generated code, thick runtime.
