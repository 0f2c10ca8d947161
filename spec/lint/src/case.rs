//! Ways to write several words as one name.

use crate::context::Context;

/// The names of all cases, as options write them.
pub(crate) const CASES: &[&str] =
    &["snake_case", "kebab-case", "camelCase", "PascalCase", "UPPER_SNAKE_CASE", "Header-Case"];

/// A way to write several words as one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Snake,
    Kebab,
    Camel,
    Pascal,
    UpperSnake,
    Header,
}

impl Case {
    const ALL: [Self; 6] = [Self::Snake, Self::Kebab, Self::Camel, Self::Pascal, Self::UpperSnake, Self::Header];

    /// The case of that name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// What the option `case` says, or what is meant when it says nothing.
    pub(crate) fn of(ctx: &Context<'_>, default: Self) -> Self {
        ctx.options.text("case").and_then(Self::parse).unwrap_or(default)
    }

    /// Its name.
    pub(crate) fn name(self) -> &'static str {
        CASES[self as usize]
    }

    /// Whether a name is written like this. Digits and dots fit everywhere, and so does what is no letter of English.
    pub(crate) fn holds(self, name: &str) -> bool {
        let mut bytes = name.bytes();
        let lower = |it: Option<u8>| !it.is_some_and(|it| it.is_ascii_uppercase());
        let upper = |it: Option<u8>| !it.is_some_and(|it| it.is_ascii_lowercase());
        match self {
            Self::Snake => bytes.all(|it| !it.is_ascii_uppercase() && it != b'-'),
            Self::Kebab => bytes.all(|it| !it.is_ascii_uppercase() && it != b'_'),
            Self::Camel => lower(bytes.next()) && bytes.all(|it| !matches!(it, b'_' | b'-')),
            Self::Pascal => upper(bytes.next()) && bytes.all(|it| !matches!(it, b'_' | b'-')),
            Self::UpperSnake => bytes.all(|it| !it.is_ascii_lowercase() && it != b'-'),
            Self::Header => !name.contains('_') && name.split('-').all(|it| upper(it.bytes().next())),
        }
    }

    /// The words of a name, written like this.
    pub(crate) fn write(self, name: &str) -> String {
        let mut out = String::with_capacity(name.len() + 4);
        for (index, word) in words(name).into_iter().enumerate() {
            match self {
                Self::Snake | Self::UpperSnake if index > 0 => out.push('_'),
                Self::Kebab | Self::Header if index > 0 => out.push('-'),
                _ => {}
            }
            match self {
                Self::Snake | Self::Kebab => out.push_str(&word),
                Self::Camel if index == 0 => out.push_str(&word),
                Self::UpperSnake => out.push_str(&word.to_ascii_uppercase()),
                Self::Camel | Self::Pascal | Self::Header => capitalise(&word, &mut out),
            }
        }
        out
    }
}

fn capitalise(word: &str, out: &mut String) {
    let mut letters = word.chars();
    out.extend(letters.next().map(|it| it.to_ascii_uppercase()));
    out.push_str(letters.as_str());
}

/// The words of a name in lower case: what stands between `_`, `-` and spaces, and what begins with a capital.
fn words(name: &str) -> Vec<String> {
    let normal = apigen_model::names::normalise(name);
    normal.split(['_', '-', ' ']).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_in_the_case_that_it_holds() {
        let table = [
            (Case::Snake, "user_id"),
            (Case::Kebab, "user-id"),
            (Case::Camel, "userId"),
            (Case::Pascal, "UserId"),
            (Case::UpperSnake, "USER_ID"),
            (Case::Header, "User-Id"),
        ];
        for (case, written) in table {
            assert_eq!(case.write("user_id"), written);
            for (other, name) in table {
                // Of several words each a header capitalises all, so one without dashes may be a type.
                let fits = other == case || (other, case) == (Case::Header, Case::Pascal);
                assert_eq!(other.holds(written), fits, "{name} as {written}");
            }
            assert_eq!(Case::parse(case.name()), Some(case));
        }
    }

    #[test]
    fn acronyms_and_digits_fit() {
        assert!(Case::Header.holds("ETag") && Case::Header.holds("X-Request-ID"));
        assert!(Case::Snake.holds("c4.large_2"));
        assert_eq!(Case::Snake.write("userID"), "user_id");
    }
}
