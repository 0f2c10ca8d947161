//! Cycles of a directed graph.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

/// The cycles of a graph, one for each strongly connected part that has one, in the order of their first nodes.
///
/// A cycle begins at the smallest node of its part and is as short as can be from there; the way back is not repeated.
/// Takes time linear in the size of the graph.
pub(crate) fn cycles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let parts = Parts::of(edges);
    let mut seen = vec![false; parts.len()];
    let first_of_part = |part: &usize| !std::mem::replace(&mut seen[*part], true);
    let flags: Vec<bool> = parts.iter().map(first_of_part).collect();
    let starts = (0..edges.len()).filter(|it| flags[*it]);
    starts.filter_map(|start| cycle_from(edges, &parts, start)).collect()
}

/// The shortest cycle through a node; it cannot leave the node's part.
fn cycle_from(edges: &[Vec<usize>], parts: &[usize], start: usize) -> Option<Vec<usize>> {
    let mut before: FxHashMap<usize, usize> = FxHashMap::default();
    let mut pending = VecDeque::from([start]);
    while let Some(node) = pending.pop_front() {
        for next in edges[node].iter().copied().filter(|it| parts[*it] == parts[start]) {
            if next == start {
                return Some(path(&before, start, node));
            }
            before.entry(next).or_insert_with(|| {
                pending.push_back(next);
                node
            });
        }
    }
    None
}

fn path(before: &FxHashMap<usize, usize>, start: usize, end: usize) -> Vec<usize> {
    let back = |node: &usize| if *node == start { None } else { before.get(node).copied() };
    let mut path: Vec<usize> = std::iter::successors(Some(end), back).collect();
    path.reverse();
    path
}

/// The strongly connected part of each node (Tarjan's algorithm, with a stack of its own instead of recursion).
struct Parts<'g> {
    edges: &'g [Vec<usize>],
    /// The number at which a node was entered; 0 is not yet.
    entered: Vec<usize>,
    /// The smallest number that a node reaches.
    low: Vec<usize>,
    part: Vec<Option<usize>>,
    open: Vec<usize>,
    clock: usize,
    count: usize,
}

impl<'g> Parts<'g> {
    fn of(edges: &'g [Vec<usize>]) -> Vec<usize> {
        let size = edges.len();
        let (entered, low, part) = (vec![0; size], vec![0; size], vec![None; size]);
        let mut it = Self { edges, entered, low, part, open: Vec::new(), clock: 0, count: 0 };
        for node in 0..size {
            if it.entered[node] == 0 {
                it.visit(node);
            }
        }
        it.part.into_iter().map(Option::unwrap_or_default).collect()
    }

    fn visit(&mut self, root: usize) {
        self.enter(root);
        let mut pending = vec![(root, 0)];
        while let Some((node, next)) = pending.last_mut() {
            let node = *node;
            let Some(target) = self.edges[node].get(*next).copied() else {
                pending.pop();
                self.leave(node);
                if let Some((parent, _)) = pending.last() {
                    self.low[*parent] = self.low[*parent].min(self.low[node]);
                }
                continue;
            };
            *next += 1;
            if self.entered[target] == 0 {
                self.enter(target);
                pending.push((target, 0));
            } else if self.part[target].is_none() {
                self.low[node] = self.low[node].min(self.entered[target]);
            }
        }
    }

    fn enter(&mut self, node: usize) {
        self.clock += 1;
        self.entered[node] = self.clock;
        self.low[node] = self.clock;
        self.open.push(node);
    }

    /// Closes the part that a node began, if it began one.
    fn leave(&mut self, node: usize) {
        if self.low[node] != self.entered[node] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.part[member] = Some(self.count);
            if member == node {
                break;
            }
        }
        self.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cycle_for_each_part() {
        assert_eq!(cycles(&[vec![1], vec![2], vec![0, 3], vec![4], vec![3]]), [vec![0, 1, 2], vec![3, 4]]);
        assert_eq!(cycles(&[vec![0], vec![]]), [vec![0]]);
        assert_eq!(cycles(&[vec![1, 2], vec![2], vec![]]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn the_shortest_way_back_is_taken() {
        assert_eq!(cycles(&[vec![1, 2], vec![2], vec![0]]), [vec![0, 2]]);
    }

    #[test]
    fn long_chains_need_no_deep_stack() {
        let size = 200_000;
        let edges: Vec<Vec<usize>> = (0..size).map(|it| vec![(it + 1) % size]).collect();
        assert_eq!(cycles(&edges)[0].len(), size);
    }
}
