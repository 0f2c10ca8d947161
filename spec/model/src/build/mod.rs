//! Syntax trees to definitions.
