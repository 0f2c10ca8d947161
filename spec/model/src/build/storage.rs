//! Streams and tables.

use apigen_syntax::{Kind, Value};
use smol_str::SmolStr;

use super::keys::{INDEX, PARTITION, STREAM, TABLE};
use super::reader::{Item, Key, Reader, lacks};
use crate::{Index, Partition, Stream, Table, Type};

impl<'d> Reader<'d> {
    pub(super) fn stream(&mut self, item: Item<'d, '_>) -> Stream {
        let mut it = Stream {
            name: item.name.into(),
            ty: Type::Unresolved(SmolStr::default()),
            key: None,
            encoding: SmolStr::new_static("json"),
            source: None,
            retention: None,
            compatibility: None,
            meta: self.new_meta(item.node),
        };
        self.members(&STREAM, item.node, |this, key, value| {
            match key {
                _ if item.is_named_by(key) => {}
                "type" => it.ty = this.type_of(&STREAM, value),
                "key" => it.key = this.text(&STREAM, value),
                "encoding" => it.encoding = this.text(&STREAM, value).unwrap_or_default(),
                "source" => it.source = this.text(&STREAM, value),
                "retention" => it.retention = this.text(&STREAM, value),
                "compatibility" => it.compatibility = this.text(&STREAM, value),
                _ => return this.meta_key(&STREAM, &mut it.meta, key, value),
            }
            Key::Read
        });
        if lacks(item.node, "type") {
            self.missing(&STREAM, item.node, "type");
        }
        it
    }

    pub(super) fn table(&mut self, item: Item<'d, '_>) -> Table {
        let mut it = Table {
            name: item.name.into(),
            model: Type::Unresolved(SmolStr::default()),
            primary_key: Vec::new(),
            indexes: Vec::new(),
            journal: false,
            hash_code: false,
            partition: None,
            meta: self.new_meta(item.node),
        };
        self.members(&TABLE, item.node, |this, key, value| {
            match key {
                _ if item.is_named_by(key) => {}
                "model" => it.model = this.type_of(&TABLE, value),
                "primary_key" => it.primary_key = this.texts(&TABLE, value),
                "indexes" => it.indexes = this.list(&INDEX, value, |this, node| Some(this.index(node))),
                "journal" => it.journal = this.flag(&TABLE, value).unwrap_or_default(),
                "hash_code" => it.hash_code = this.flag(&TABLE, value).unwrap_or_default(),
                "partition" => it.partition = this.partition(value),
                _ => return this.meta_key(&TABLE, &mut it.meta, key, value),
            }
            Key::Read
        });
        if lacks(item.node, "model") {
            self.missing(&TABLE, item.node, "model");
        }
        it
    }

    fn index(&mut self, node: Value<'d>) -> Index {
        let meta = self.new_meta(node);
        let mut it = Index { name: None, fields: Vec::new(), unique: false, condition: None, meta };
        self.members(&INDEX, node, |this, key, value| {
            match key {
                "name" => it.name = this.text(&INDEX, value),
                "fields" => it.fields = this.texts(&INDEX, value),
                "unique" => it.unique = this.flag(&INDEX, value).unwrap_or_default(),
                "where" => it.condition = this.text(&INDEX, value),
                _ => return this.meta_key(&INDEX, &mut it.meta, key, value),
            }
            Key::Read
        });
        if lacks(node, "fields") {
            self.missing(&INDEX, node, "fields");
        }
        it
    }

    /// The field to cut by (months are meant), or an object that says the length of a part too.
    fn partition(&mut self, node: Value<'d>) -> Option<Partition> {
        let meta = self.new_meta(node);
        let mut it = Partition { field: SmolStr::default(), interval: SmolStr::new_static("month"), meta };
        if node.kind() == Kind::String {
            it.field = self.text(&PARTITION, node)?;
            return Some(it);
        }
        if node.is_null() || !self.is_object(&PARTITION, node) {
            return None;
        }
        self.members(&PARTITION, node, |this, key, value| {
            match key {
                "field" | "by" => it.field = this.text(&PARTITION, value).unwrap_or_default(),
                "interval" => it.interval = this.text(&PARTITION, value).unwrap_or_default(),
                _ => return this.meta_key(&PARTITION, &mut it.meta, key, value),
            }
            Key::Read
        });
        if it.field.is_empty() {
            self.missing(&PARTITION, node, "field");
        }
        Some(it)
    }
}
