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
const WORDS: [(Topics, &[&str]); 7] = [
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

static TABLE: LazyLock<FxHashMap<&'static str, Topics>> = LazyLock::new(|| {
    let words = WORDS.iter().flat_map(|(topic, words)| words.iter().map(|it| (*it, *topic)));
    words.chain(SHORTENED.iter().map(|(short, _)| (*short, Topics::SHORTENED))).collect()
});

/// What a name is probably about.
pub(crate) fn topics(name: &str) -> Topics {
    if name.bytes().any(|it| it.is_ascii_uppercase()) {
        return of_lower(&apigen_model::names::normalise(name));
    }
    of_lower(name)
}

fn of_lower(name: &str) -> Topics {
    let table = &*TABLE;
    let mut found = Topics::default();
    let mut partial = "";
    for word in name.split(['_', '-', '.']) {
        found = found.with(together(partial, word));
        partial = "";
        match table.get(word) {
            Some(&Topics::PARTIAL) => partial = word,
            Some(topic) => found = found.with(*topic),
            None => {}
        }
    }
    found
}

/// What two neighbouring words mean that neither means alone.
fn together(first: &str, second: &str) -> Topics {
    match (first, second) {
        ("first" | "last" | "given" | "family" | "middle" | "maiden", "name") | ("birth", "date" | "day") => {
            Topics::PERSON
        }
        ("private", "key") => Topics::SECRET,
        ("api", "key") => Topics::TOKEN,
        ("time", "zone") => Topics::CODE,
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
