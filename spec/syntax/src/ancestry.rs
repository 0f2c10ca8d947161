//! The way up: the container and the rank of every node, found in one pass and only when somebody asks.

use crate::node::Node;
use crate::span::NodeId;

/// Container and rank by node.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ancestry {
    /// The container of a node; its own index for the root.
    parents: Vec<u32>,
    /// How many nodes of the same container precede it.
    ranks: Vec<u32>,
}

/// A container whose end has not been reached yet.
struct Open {
    index: u32,
    end: u32,
    children: u32,
}

impl Ancestry {
    pub(crate) fn new(nodes: &[Node]) -> Self {
        let mut it = Self { parents: Vec::with_capacity(nodes.len()), ranks: Vec::with_capacity(nodes.len()) };
        let mut open: Vec<Open> = Vec::new();
        for (index, node) in (0..).zip(nodes) {
            while open.last().is_some_and(|it| it.end <= index) {
                open.pop();
            }
            let (parent, rank) = match open.last_mut() {
                Some(container) => {
                    container.children += 1;
                    (container.index, container.children - 1)
                }
                None => (index, 0),
            };
            it.parents.push(parent);
            it.ranks.push(rank);
            if node.next > index + 1 {
                open.push(Open { index, end: node.next, children: 0 });
            }
        }
        it
    }

    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        let parent = self.parents[id.index() as usize];
        (parent != id.index()).then(|| NodeId::from_index(parent))
    }

    /// The position among the nodes of the container: that of an element in its array.
    pub(crate) fn rank(&self, id: NodeId) -> u32 {
        self.ranks[id.index() as usize]
    }
}
