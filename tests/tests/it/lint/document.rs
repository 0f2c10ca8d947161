//! A rule's test document: Markdown whose fenced blocks are examples, configurations and expectations.

use super::carets::is_caret_line;

/// A document in pieces; rendering them again gives the same text.
pub(super) struct Document {
    pub(super) blocks: Vec<Block>,
    /// The info string of each fenced block.
    infos: Vec<String>,
}

/// A piece of a document.
pub(super) enum Block {
    /// Everything outside the other kinds, as written.
    Prose(String),
    /// A definition, with its caret lines.
    Json(String),
    /// What fixes make of the definition before it.
    Fixed(String),
    /// A configuration for what follows.
    Config(String),
}

impl Document {
    pub(super) fn parse(text: &str) -> Self {
        let mut it = Self { blocks: vec![Block::Prose(String::new())], infos: vec![String::new()] };
        let mut fence: Option<(String, String)> = None;
        for line in text.split_inclusive('\n') {
            fence = match fence.take() {
                Some((info, body)) if line.trim_end() == "```" => {
                    it.close(info, body);
                    None
                }
                Some((info, body)) => Some((info, body + line)),
                None => it.outside(line),
            };
        }
        it
    }

    /// Takes a line outside a fence; returns the fence that it opens.
    fn outside(&mut self, line: &str) -> Option<(String, String)> {
        let info = line.strip_prefix("```").map(str::trim_end);
        if let Some(info) = info.filter(|it| ["json", "fixed", "toml"].contains(&it.split(' ').next().unwrap_or(""))) {
            return Some((info.to_owned(), String::new()));
        }
        match self.blocks.last_mut() {
            Some(Block::Prose(text)) => text.push_str(line),
            _ => self.push(String::new(), Block::Prose(line.to_owned())),
        }
        None
    }

    fn close(&mut self, info: String, body: String) {
        let block = match info.split(' ').next() {
            Some("fixed") => Block::Fixed(body),
            Some("toml") => Block::Config(body),
            _ => Block::Json(body),
        };
        self.push(info, block);
    }

    fn push(&mut self, info: String, block: Block) {
        self.infos.push(info);
        self.blocks.push(block);
    }

    pub(super) fn render(&self) -> String {
        let mut out = String::new();
        for (block, info) in self.blocks.iter().zip(&self.infos) {
            match block {
                Block::Prose(text) => out.push_str(text),
                Block::Json(text) | Block::Fixed(text) | Block::Config(text) => {
                    out.extend(["```", info, "\n", text, "```\n"]);
                }
            }
        }
        out
    }

    /// The repositories and configurations under each heading, as positions of blocks.
    ///
    /// Blocks with a file name under one heading form one repository; any other block is one of its own.
    pub(super) fn sections(&self) -> Vec<Vec<Vec<usize>>> {
        let mut sections = vec![Vec::new()];
        let mut named: Vec<usize> = Vec::new();
        for (index, block) in self.blocks.iter().enumerate() {
            let section = sections.len() - 1;
            match block {
                Block::Prose(text) if text.lines().any(|it| it.starts_with('#')) => {
                    sections[section].extend((!named.is_empty()).then(|| std::mem::take(&mut named)));
                    sections.push(Vec::new());
                }
                Block::Json(_) if self.file(index).is_some() => named.push(index),
                Block::Json(_) | Block::Config(_) => sections[section].push(vec![index]),
                Block::Prose(_) | Block::Fixed(_) => {}
            }
        }
        let section = sections.len() - 1;
        sections[section].extend((!named.is_empty()).then_some(named));
        sections
    }

    /// A definition as the bytes of a file: UTF-8 unless its info string says `encoding=latin-1`.
    pub(super) fn bytes(&self, index: usize, text: &str) -> Vec<u8> {
        if self.infos[index].split(' ').any(|it| it == "encoding=latin-1") {
            return text.chars().map(|it| u8::try_from(u32::from(it)).unwrap_or(b'?')).collect();
        }
        text.as_bytes().to_vec()
    }

    fn file(&self, index: usize) -> Option<&str> {
        self.infos[index].split(' ').find_map(|it| it.strip_prefix("file="))
    }

    /// The name and text of a definition, without caret lines.
    pub(super) fn source(&self, index: usize) -> Option<(String, String)> {
        let Block::Json(text) = &self.blocks[index] else { return None };
        let plain: String = text.split_inclusive('\n').filter(|it| !is_caret_line(it)).collect();
        Some((self.file(index).unwrap_or("example.json").to_owned(), plain))
    }

    pub(super) fn set_json(&mut self, index: usize, text: String) {
        self.blocks[index] = Block::Json(text);
    }

    /// The expectation of fixes that follows a definition, prose between them aside.
    pub(super) fn fixed_after(&self, index: usize) -> Option<usize> {
        let mut after = (index + 1)..self.blocks.len();
        let next = after.find(|it| !matches!(self.blocks[*it], Block::Prose(_)))?;
        matches!(self.blocks[next], Block::Fixed(_)).then_some(next)
    }
}
