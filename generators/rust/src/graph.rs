//! Strongly connected components: which nodes of a graph reach each other.

/// The component of every node, given the nodes that each node points to; without recursion, so depth is no matter.
pub(crate) fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut component = vec![usize::MAX; edges.len()];
    let backwards = reversed(edges);
    for (number, root) in finishing_order(edges).into_iter().rev().enumerate() {
        let mut pending = vec![root];
        while let Some(node) = pending.pop() {
            if component[node] == usize::MAX {
                component[node] = number;
                pending.extend(&backwards[node]);
            }
        }
    }
    component
}

fn reversed(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut backwards = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            backwards[*to].push(from);
        }
    }
    backwards
}

/// The nodes in the order in which a depth-first walk leaves them.
fn finishing_order(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(edges.len());
    let mut seen = vec![false; edges.len()];
    for root in 0..edges.len() {
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.pop() {
            if next == 0 && std::mem::replace(&mut seen[node], true) {
                continue;
            }
            if let Some(target) = edges[node].get(next) {
                path.push((node, next + 1));
                path.push((*target, 0));
            } else {
                order.push(node);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_that_reach_each_other_share_a_component() {
        let found = components(&[vec![1], vec![2], vec![0, 3], vec![4], vec![4], vec![0]]);
        assert!(found[0] == found[1] && found[1] == found[2]);
        for (left, right) in [(0, 3), (3, 4), (4, 5), (0, 5)] {
            assert_ne!(found[left], found[right]);
        }
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let chain: Vec<_> = (0..100_000_usize).map(|it| vec![(it + 1) % 100_000]).collect();
        assert!(components(&chain).windows(2).all(|it| it[0] == it[1]));
    }
}
