//! The value types that generated models are made of.
