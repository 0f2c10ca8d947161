//! Why something cannot be renamed.

use std::fmt;

/// Why something cannot be renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenameError {
    /// The name is not one.
    Invalid {
        /// The name as asked for.
        name: String,
    },
    /// Something else has the name already.
    Taken {
        /// The name as asked for.
        name: String,
        /// What the thing is that has it.
        word: &'static str,
    },
    /// The name of a built-in type.
    BuiltIn {
        /// The name as asked for.
        name: String,
    },
    /// Something that keeps its name is mentioned together with it.
    Shared {
        /// What cannot have another name alone.
        word: &'static str,
    },
    /// The file does not say the name, which follows from something else.
    Derived {
        /// What has no name of its own.
        word: &'static str,
    },
}

impl fmt::Display for RenameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { name } => {
                write!(f, "`{name}` is no name: use letters, digits, `_`, `-` and `.`, and begin with a letter")
            }
            Self::Taken { name, word } => write!(f, "there is a {word} `{name}` already; choose another name"),
            Self::BuiltIn { name } => write!(f, "`{name}` is a built-in type; choose another name"),
            Self::Shared { word } => write!(f, "the {word} is mentioned together with others; rename all of them"),
            Self::Derived { word } => write!(f, "the {word} does not say its name; write it down to change it"),
        }
    }
}

impl std::error::Error for RenameError {}
