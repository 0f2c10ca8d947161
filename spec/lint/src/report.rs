//! Where rules say what they found.

use apigen_model::{Fix, Origin, Place, Related, Repair, Safety};
use apigen_syntax::Edit;

/// The findings of one rule on one definition, before severity and fingerprint are known.
#[derive(Debug)]
pub(crate) struct Report<'r> {
    pub(crate) rule: usize,
    pub(crate) drafts: &'r mut Vec<Draft>,
}

/// A finding in the making.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) rule: usize,
    pub(crate) place: Place,
    pub(crate) subject: Subject,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) related: Vec<Related>,
    pub(crate) fix: Option<Fix>,
    pub(crate) arguments: Vec<String>,
}

/// What a finding is about, from which its pointer and fingerprint follow.
#[derive(Debug, Clone)]
pub(crate) enum Subject {
    /// A construct.
    Construct(Origin),
    /// A value at a JSON pointer, where no construct came to be.
    Pointer(String),
}

impl Report<'_> {
    /// Reports something about a construct, at a place.
    pub(crate) fn at(&mut self, place: Place, origin: Origin, message: impl Into<String>) -> &mut Draft {
        self.push(place, Subject::Construct(origin), message.into())
    }

    /// Reports something where no construct came to be.
    pub(crate) fn at_pointer(&mut self, place: Place, pointer: &str, message: impl Into<String>) -> &mut Draft {
        self.push(place, Subject::Pointer(pointer.to_owned()), message.into())
    }

    fn push(&mut self, place: Place, subject: Subject, message: String) -> &mut Draft {
        let draft = Draft {
            rule: self.rule,
            place,
            subject,
            message,
            help: None,
            related: Vec::new(),
            fix: None,
            arguments: Vec::new(),
        };
        let index = self.drafts.len();
        self.drafts.push(draft);
        &mut self.drafts[index]
    }
}

impl Draft {
    /// Says what to do.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Points at a second place.
    pub(crate) fn related(&mut self, place: Place, message: impl Into<String>) -> &mut Self {
        self.related.push(Related { place, message: message.into() });
        self
    }

    /// Offers a repair in the finding's file; none without edits.
    pub(crate) fn fix(&mut self, safety: Safety, edits: Vec<Edit>) -> &mut Self {
        self.fix = (!edits.is_empty()).then_some(Fix { safety, repair: Repair::Edits(edits) });
        self
    }

    /// Offers another name for what is declared at the finding's place. What is on the wire changes with it, so somebody
    /// has to ask for it.
    pub(crate) fn rename(&mut self, name: impl Into<String>) -> &mut Self {
        self.rename_with(name, Vec::new())
    }

    /// As [`Self::rename`], with edits of the same file that go along.
    pub(crate) fn rename_with(&mut self, name: impl Into<String>, with: Vec<Edit>) -> &mut Self {
        self.fix = Some(Fix { safety: Safety::Unsafe, repair: Repair::Rename { name: name.into(), with } });
        self
    }

    /// Names what tells this finding apart from others of the rule on the same construct; part of the fingerprint.
    pub(crate) fn about(&mut self, argument: impl Into<String>) -> &mut Self {
        self.arguments.push(argument.into());
        self
    }
}
