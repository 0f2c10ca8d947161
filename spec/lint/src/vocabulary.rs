//! What the words of a name say about the value: money, secrets, persons, …; looked up once for each field.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A set of topics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Topics(u16);

impl Topics {
    /// An amount of money.
    pub(crate) const MONEY: Self = Self(1);
    /// What lets its holder in and is never shown again: a password, a private key.
    pub(crate) const SECRET: Self = Self(1 << 1);
    /// What lets its holder in and is handed out: a token.
    pub(crate) const TOKEN: Self = Self(1 << 2);
    /// What identifies or describes a natural person.
    pub(crate) const PERSON: Self = Self(1 << 3);
    /// A code of a standard: country, currency, language, time zone.
    pub(crate) const CODE: Self = Self(1 << 4);
    /// A length of time.
    pub(crate) const DURATION: Self = Self(1 << 5);
    /// A word that is written shorter than it is.
    pub(crate) const SHORTENED: Self = Self(1 << 6);
    /// An address on the web, by either name.
    pub(crate) const ADDRESS: Self = Self(1 << 8);
    /// Means something together with `name`, `date` or `key` only.
    const PARTIAL: Self = Self(1 << 7);

    /// Whether one of the topics is in the set.
    pub(crate) fn has(self, topics: Self) -> bool {
        self.0 & topics.0 != 0
    }

    /// Both sets.
    pub(crate) const fn with(self, more: Self) -> Self {
        Self(self.0 | more.0)
    }
}

/// The words of each topic.
const WORDS: [(Topics, &[&str]); 8] = [
    (
        Topics::MONEY,
        &["price", "cost", "fee", "balance", "salary", "revenue", "subtotal", "wage", "budget", "amount", "total"],
    ),
    (Topics::SECRET, &["password", "passwd", "passphrase", "secret", "cvv", "cvc"]),
    (Topics::TOKEN, &["token", "jwt"]),
    (
        Topics::PERSON,
        &[
            "email",
            "phone",
            "telephone",
            "birthday",
            "birthdate",
            "dob",
            "ssn",
            "iban",
            "passport",
            "nationality",
            "gender",
            "surname",
            "lastname",
            "firstname",
            "forename",
            "street",
            "streets",
        ],
    ),
    (Topics::CODE, &["country", "currency", "language", "locale", "timezone"]),
    (Topics::DURATION, &["duration", "timeout", "ttl", "delay", "interval", "latency", "lifetime", "elapsed"]),
    (Topics::ADDRESS, &["url", "urls", "uri", "uris"]),
    (Topics::PARTIAL, &["first", "last", "given", "family", "middle", "maiden", "birth", "private", "api", "time"]),
];

/// Shortened words, each with the word in full.
pub(crate) const SHORTENED: [(&str, &str); 16] = [
    ("addr", "address"),
    ("amt", "amount"),
    ("cfg", "configuration"),
    ("cnt", "count"),
    ("ctry", "country"),
    ("cust", "customer"),
    ("desc", "description"),
    ("dept", "department"),
    ("dt", "date"),
    ("msg", "message"),
    ("pwd", "password"),
    ("qty", "quantity"),
    ("shpmnt", "shipment"),
    ("tel", "telephone"),
    ("ts", "timestamp"),
    ("usr", "user"),
];

/// The words with their topics.
struct Table {
    topics: FxHashMap<&'static [u8], Topics>,
    /// The lengths of the words that begin with a byte, a bit each: hardly any other word gets past that.
    lengths: [u32; 256],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let words = WORDS.iter().flat_map(|(topic, words)| words.iter().map(|it| (it.as_bytes(), *topic)));
    let topics: FxHashMap<_, _> =
        words.chain(SHORTENED.iter().map(|(short, _)| (short.as_bytes(), Topics::SHORTENED))).collect();
    let mut lengths = [0; 256];
    for word in WORDS.iter().flat_map(|it| it.1).copied().chain(SHORTENED.map(|it| it.0)) {
        lengths[usize::from(word.as_bytes()[0])] |= bit(word.len());
    }
    Table { topics, lengths }
});

/// The bit of a length; no word is longer than there are bits.
fn bit(length: usize) -> u32 {
    1_u32.checked_shl(u32::try_from(length).unwrap_or(u32::MAX)).unwrap_or_default()
}

impl Table {
    fn topic(&self, word: &[u8]) -> Option<Topics> {
        let first = usize::from(*word.first()?);
        if self.lengths[first] & bit(word.len()) == 0 {
            return None;
        }
        self.topics.get(word).copied()
    }
}

/// What a name is probably about.
pub(crate) fn topics(name: &str) -> Topics {
    of_lower(name).or_else(|| of_lower(&apigen_model::names::normalise(name))).unwrap_or_default()
}

/// What a name without upper case is about.
fn of_lower(name: &str) -> Option<Topics> {
    let mut reading = Reading { table: &TABLE, found: Topics::default(), partial: &[] };
    let bytes = name.as_bytes();
    let mut start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'_' | b'-' | b'.' => {
                reading.word(&bytes[start..at]);
                start = at + 1;
            }
            b'A'..=b'Z' => return None,
            _ => {}
        }
    }
    reading.word(&bytes[start..]);
    Some(reading.found)
}

/// A name of which some words are read.
struct Reading<'n> {
    table: &'static Table,
    found: Topics,
    /// The word before, when it means something together with another.
    partial: &'n [u8],
}

impl<'n> Reading<'n> {
    fn word(&mut self, word: &'n [u8]) {
        if !self.partial.is_empty() {
            self.found = self.found.with(together(self.partial, word));
            self.partial = &[];
        }
        match self.table.topic(word) {
            Some(Topics::PARTIAL) => self.partial = word,
            Some(topic) => self.found = self.found.with(topic),
            None => {}
        }
    }
}

/// What two neighbouring words mean that neither means alone.
fn together(first: &[u8], second: &[u8]) -> Topics {
    match (first, second) {
        (b"first" | b"last" | b"given" | b"family" | b"middle" | b"maiden", b"name") | (b"birth", b"date" | b"day") => {
            Topics::PERSON
        }
        (b"private", b"key") => Topics::SECRET,
        (b"api", b"key") => Topics::TOKEN,
        (b"time", b"zone") => Topics::CODE,
        _ => Topics::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_topics() {
        let table = [
            ("unit_price", Topics::MONEY),
            ("emailAddress", Topics::PERSON),
            ("birth_date", Topics::PERSON),
            ("private_key", Topics::SECRET),
            ("api-key", Topics::TOKEN),
            ("time_zone", Topics::CODE),
            ("order_qty", Topics::SHORTENED),
            ("image_uri", Topics::ADDRESS),
        ];
        for (name, topic) in table {
            assert_eq!(topics(name), topic, "{name}");
        }
    }

    #[test]
    fn half_a_pair_means_nothing() {
        for name in ["name", "first", "created_date", "last_price_name", "first_order_date", ""] {
            assert!(!topics(name).has(Topics::PERSON), "{name}");
        }
    }
}
