//! The routes of a definition as a tree of segments, to find those that match the same requests.

use apigen_model::{Method, Operation};
use rustc_hash::FxHashMap;

use crate::url::{Shape, shape};

/// Steps after which the search for one route gives up; real trees need a handful.
const BUDGET: u32 = 500;
/// Segments beyond which a route is left alone: the search goes one call deeper for each.
const DEPTH: usize = 64;

/// A tree of routes by method and segments.
#[derive(Default)]
pub(crate) struct Routes<'a> {
    nodes: Vec<Node<'a>>,
    roots: FxHashMap<&'a Method, usize>,
}

#[derive(Default)]
struct Node<'a> {
    /// Children that are no variables, in the order of their routes.
    literals: Vec<usize>,
    by_shape: FxHashMap<Shape<'a>, usize>,
    variable: Option<usize>,
    operation: Option<&'a Operation>,
}

impl<'a> Routes<'a> {
    /// Adds an operation; of two with one route the first stays.
    pub(crate) fn insert(&mut self, operation: &'a Operation) {
        let next = self.nodes.len();
        let mut at = *self.roots.entry(&operation.method).or_insert(next);
        if at == next {
            self.nodes.push(Node::default());
        }
        for segment in operation.path.split('/') {
            at = self.child(at, shape(segment));
        }
        self.nodes[at].operation.get_or_insert(operation);
    }

    fn child(&mut self, at: usize, shape: Shape<'a>) -> usize {
        let next = self.nodes.len();
        let node = &mut self.nodes[at];
        let child = match shape {
            Shape::Variable => *node.variable.get_or_insert(next),
            _ => *node.by_shape.entry(shape).or_insert(next),
        };
        if child == next {
            if shape != Shape::Variable {
                node.literals.push(next);
            }
            self.nodes.push(Node::default());
        }
        child
    }

    /// Another operation of the same method that a request for this one can match, and that has a variable at the
    /// first segment where the two differ.
    pub(crate) fn also_matching(&self, operation: &'a Operation) -> Option<&'a Operation> {
        let root = *self.roots.get(&operation.method)?;
        let segments: Vec<Shape<'_>> = operation.path.split('/').map(shape).collect();
        let mut budget = if segments.len() > DEPTH { 0 } else { BUDGET };
        self.search(root, &segments, false, &mut budget)
    }

    fn search(&self, at: usize, rest: &[Shape<'_>], differs: bool, budget: &mut u32) -> Option<&'a Operation> {
        *budget = budget.checked_sub(1)?;
        let node = &self.nodes[at];
        let Some((first, rest)) = rest.split_first() else {
            return node.operation.filter(|_| differs);
        };
        let mut go = |to: usize, differs: bool| self.search(to, rest, differs, budget);
        if *first == Shape::Variable {
            let any = node.literals.iter().copied().filter(|_| differs);
            return node.variable.into_iter().chain(any).find_map(|it| go(it, differs));
        }
        // An empty segment is the end of a path with a slash, which no variable matches.
        let variable = node.variable.filter(|_| *first != Shape::Literal(""));
        let same = node.by_shape.get(first).and_then(|it| go(*it, differs));
        same.or_else(|| variable.and_then(|it| go(it, true)))
    }
}
