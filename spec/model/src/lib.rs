//! Syntax trees to one resolved repository: names, types, imports, polarity.
