//! The way down: the children of wide containers in an order in which they are found without meeting all of them, made
//! in one pass and only when somebody asks.

use std::borrow::Cow;

use crate::document::Document;
use crate::node::Kind;
use crate::span::NodeId;
use crate::value::Value;

/// A container with fewer children than this is searched from its beginning.
pub(crate) const WIDE: usize = 32;

/// The children of every wide container.
#[derive(Debug, Clone, Default)]
pub(crate) struct Directory {
    /// In the order of the tape.
    containers: Vec<Container>,
}

#[derive(Debug, Clone)]
struct Container {
    id: NodeId,
    /// Elements in their order, keys by name; of equal keys the first comes first.
    children: Vec<NodeId>,
}

impl Directory {
    pub(crate) fn new(document: &Document) -> Self {
        let all = (0..).zip(document.tape()).map(|(index, _)| Value::new(document, NodeId::from_index(index)));
        Self { containers: all.filter(|it| it.is_wide()).map(Container::new).collect() }
    }

    /// The first key of a wide object that means `name`.
    pub(crate) fn key<'d>(&self, object: Value<'d>, name: &str) -> Option<Value<'d>> {
        let children = self.children(object);
        let at = |id: &NodeId| Value::new(object.document(), *id);
        let first = children.partition_point(|it| &*text(at(it)) < name);
        children.get(first).map(at).filter(|it| text(*it) == name)
    }

    /// One element of a wide array.
    pub(crate) fn element<'d>(&self, array: Value<'d>, index: usize) -> Option<Value<'d>> {
        self.children(array).get(index).map(|it| Value::new(array.document(), *it))
    }

    fn children(&self, container: Value<'_>) -> &[NodeId] {
        let known = self.containers.binary_search_by_key(&container.id().index(), |it| it.id.index());
        known.map_or(&[], |at| &self.containers[at].children)
    }
}

impl Container {
    fn new(container: Value<'_>) -> Self {
        let children = if container.kind() == Kind::Object {
            let mut keys: Vec<Value<'_>> = container.members().map(|it| it.key).collect();
            keys.sort_by(|one, other| text(*one).cmp(&text(*other)));
            keys.into_iter().map(Value::id).collect()
        } else {
            container.elements().map(Value::id).collect()
        };
        Self { id: container.id(), children }
    }
}

fn text(key: Value<'_>) -> Cow<'_, str> {
    key.as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::value::Value;
    use crate::{Document, Kind, steps};

    /// How many nodes are read while every value of a document is found by its pointer.
    fn steps_by_pointer(text: &str) -> usize {
        let document = Document::parse(text.as_bytes().to_vec());
        let root = document.root().unwrap();
        let children: Vec<_> = match root.kind() {
            Kind::Object => root.members().map(|it| it.value).collect(),
            _ => root.elements().collect(),
        };
        let pointers: Vec<String> = children.iter().map(|it| it.pointer()).collect();
        steps::counted(|| {
            for (child, pointer) in children.iter().zip(&pointers) {
                assert_eq!(document.at_pointer(pointer).map(Value::id), Some(child.id()));
            }
        })
    }

    fn object(members: usize) -> String {
        let all: Vec<String> = (0..members).map(|it| format!(r#""m{it}": [{it}]"#)).collect();
        format!("{{{}}}", all.join(","))
    }

    fn array(elements: usize) -> String {
        let all: Vec<String> = (0..elements).map(|it| format!("[{it}]")).collect();
        format!("[{}]", all.join(","))
    }

    #[test]
    fn ten_times_the_members_are_found_in_little_more_than_ten_times_the_steps() {
        for text in [object, array] {
            let (small, large) = (steps_by_pointer(&text(1_000)), steps_by_pointer(&text(10_000)));
            assert!(large < 15 * small, "{small} steps became {large}");
        }
    }

    #[test]
    fn narrow_and_wide_objects_answer_alike() {
        for count in [1, 31, 32, 33, 100] {
            let escaped = r#", "\u0062": "first", "b": "second", "": 0"#;
            let text = object(count).replace('}', &format!("{escaped}}}"));
            let document = Document::parse(text.into_bytes());
            let root = document.root().unwrap();
            let raw = |key: &str| root.get(key).map(|it| it.raw().to_owned());
            assert_eq!(raw("b").as_deref(), Some(r#""first""#), "{count}");
            assert_eq!(raw("").as_deref(), Some("0"));
            assert_eq!(raw("m0").as_deref(), Some("[0]"));
            assert_eq!((raw("a"), raw("zz")), (None, None));
        }
    }
}
