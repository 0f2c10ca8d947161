//! Rules over a resolved repository, and the engine that runs them.
