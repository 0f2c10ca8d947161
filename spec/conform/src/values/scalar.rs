//! Values of primitives: an ordinary one, and those at the edges of what is allowed.

use apigen_model::{Json, Primitive};
use smol_str::{SmolStr, ToSmolStr};

use apigen_chance::{Length, Rng, matching};

/// What a definition says about one scalar.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Limits<'a> {
    pub(super) minimum: Option<i64>,
    pub(super) maximum: Option<i64>,
    pub(super) pattern: Option<&'a str>,
}

/// A value with the name of what is special about it.
pub(super) type Named = (&'static str, Json);

/// The edge of texts that begin and end with blanks.
pub(crate) const BLANKS_AROUND: &str = "blanks-around";

/// The number of characters that texts without bounds keep to.
const ROOM: usize = 200;

/// Texts longer than this prove no more than shorter ones.
const LONGEST: usize = 10_000;

impl Limits<'_> {
    fn length(self) -> Length {
        let bound = |it: Option<i64>| it.and_then(|it| usize::try_from(it).ok());
        let minimum = bound(self.minimum).unwrap_or_default();
        Length { minimum, maximum: bound(self.maximum).unwrap_or(ROOM.max(minimum)) }
    }
}

fn number(value: i64) -> Json {
    Json::Number(value.to_smolstr())
}

fn text(value: impl Into<SmolStr>) -> Json {
    Json::String(value.into())
}

/// An ordinary value; texts are hardly ever drawn twice.
pub(super) fn typical(primitive: Primitive, name: &str, limits: Limits<'_>, rng: &mut Rng) -> Json {
    match primitive {
        Primitive::Boolean => Json::Bool(rng.below(2) == 0),
        Primitive::Integer | Primitive::Long | Primitive::Double | Primitive::Decimal => number(amount(limits, rng)),
        Primitive::String => text(word(name, limits, rng)),
        Primitive::Uuid => text(rng.uuid()),
        Primitive::Date => {
            text(format!("20{:02}-{:02}-{:02}", rng.within(20, 29), rng.within(1, 12), rng.within(1, 28)))
        }
        Primitive::DateTime => {
            text(format!("2025-{:02}-{:02}T{:02}:30:00Z", rng.within(1, 12), rng.within(1, 28), rng.within(0, 23)))
        }
        Primitive::Json | Primitive::Object => Json::Object(vec![("note".into(), text(rng.word(8)))]),
        Primitive::Unit => Json::Null,
    }
}

/// A number that is allowed, and small where there is a choice.
fn amount(limits: Limits<'_>, rng: &mut Rng) -> i64 {
    let low = limits.minimum.unwrap_or_else(|| limits.maximum.map_or(1, |it| it.min(1)));
    let high = limits.maximum.unwrap_or_else(|| low.saturating_add(999)).min(low.saturating_add(999));
    rng.within(low, high.max(low))
}

/// A text that is hardly ever drawn twice.
fn word(name: &str, limits: Limits<'_>, rng: &mut Rng) -> String {
    const USUAL: usize = 12;
    let length = limits.length();
    if let Some(pattern) = limits.pattern {
        let usual = Length { minimum: length.minimum.max(USUAL.min(length.maximum)), maximum: length.maximum };
        let found = matching(pattern, usual, rng).or_else(|| matching(pattern, length, rng));
        return found.unwrap_or_else(|| rng.word(length.minimum));
    }
    let shaped = shaped(name, rng).filter(|it| (length.minimum..=length.maximum).contains(&it.chars().count()));
    shaped.unwrap_or_else(|| rng.word(USUAL.clamp(length.minimum, length.maximum)))
}

/// Texts that more is known about than the definition says.
fn shaped(name: &str, rng: &mut Rng) -> Option<String> {
    let is = |word: &str| name.split('_').any(|it| it == word);
    match () {
        () if is("email") => Some(format!("{}@example.com", rng.word(10))),
        () if is("url") || is("uri") || is("website") => Some(format!("https://example.com/{}", rng.word(8))),
        () if is("phone") => Some(format!("+4930{}", rng.within(1_000_000, 9_999_999))),
        () if is("currency") => Some("EUR".to_owned()),
        () if is("country") => Some("DE".to_owned()),
        () if is("language") || is("locale") => Some("en".to_owned()),
        () => None,
    }
}

/// Values at the edges of what is allowed, in a fixed order.
pub(super) fn edges(primitive: Primitive, limits: Limits<'_>, rng: &mut Rng) -> Vec<Named> {
    let ends = || {
        let low = limits.minimum.map(|it| ("at-minimum", number(it)));
        let high = limits.maximum.map(|it| ("at-maximum", number(it)));
        low.into_iter().chain(high)
    };
    match primitive {
        Primitive::Boolean => vec![("true", Json::Bool(true)), ("false", Json::Bool(false))],
        Primitive::Integer => ends().chain(free(limits, "largest-32-bit", i64::from(i32::MAX))).collect(),
        Primitive::Long => {
            let beyond = free(limits, "beyond-double", 9_007_199_254_740_993);
            ends().chain(beyond).chain(free(limits, "largest-64-bit", i64::MAX)).collect()
        }
        Primitive::Double | Primitive::Decimal => {
            let low = limits.minimum.unwrap_or_default();
            let inside = limits.maximum.is_none_or(|it| it > low) && low >= 0;
            let part = inside.then(|| ("fraction", Json::Number(format!("{low}.25").into())));
            // Nothing says how many digits a decimal keeps, so it keeps them all; cents are not enough everywhere.
            let fine = inside.then(|| ("third-digit", Json::Number(format!("{low}.125").into())));
            ends().chain(part).chain(fine.filter(|_| primitive == Primitive::Decimal)).collect()
        }
        Primitive::String => texts(limits, rng),
        // Never twice the same: it may be what makes a repeated request count once.
        Primitive::Uuid => vec![("upper-bits", text(format!("ffffffff-ffff-4fff-bfff-{}", &rng.uuid()[24..])))],
        Primitive::Date => vec![("leap-day", text("2024-02-29")), ("first-day", text("2000-01-01"))],
        Primitive::DateTime => {
            vec![("milliseconds", text("2026-11-21T10:00:00.125Z")), ("offset", text("2026-11-21T10:00:00+05:30"))]
        }
        Primitive::Json | Primitive::Object | Primitive::Unit => Vec::new(),
    }
}

/// A number that nothing forbids, and that a narrower type would lose.
fn free(limits: Limits<'_>, name: &'static str, value: i64) -> Option<Named> {
    let fits = limits.minimum.is_none_or(|it| it <= value) && limits.maximum.is_none_or(|it| it > value);
    fits.then(|| (name, number(value)))
}

fn texts(limits: Limits<'_>, rng: &mut Rng) -> Vec<Named> {
    let length = limits.length();
    let mut found = Vec::new();
    let mut exactly = |name, count: usize, rng: &mut Rng| {
        let length = Length { minimum: count, maximum: count };
        let made = match limits.pattern {
            Some(pattern) => matching(pattern, length, rng),
            None => Some(rng.word(count)),
        };
        found.extend(made.map(|it| (name, text(it))));
    };
    if limits.minimum.is_some() {
        exactly("shortest", length.minimum, rng);
    }
    if limits.maximum.is_some() && length.maximum <= LONGEST && length.maximum != length.minimum {
        exactly("longest", length.maximum, rng);
    }
    if limits.pattern.is_none() {
        // Letters of two, three and four bytes, and what JSON and HTML escape.
        for (name, sample) in [("unicode", "äß漢字😀"), ("quotes", "a\"b\\c<d>&e'f/g")] {
            let unique = format!("{sample}{}", rng.word(6));
            let count = unique.chars().count();
            if (length.minimum..=length.maximum).contains(&count) {
                found.push((name, text(unique)));
            }
        }
        // What people type is often trimmed, what programs send must not be.
        let blanks = format!(" {}  ", rng.word(6));
        if (length.minimum..=length.maximum).contains(&blanks.len()) {
            found.push((BLANKS_AROUND, text(blanks)));
        }
    }
    found
}
