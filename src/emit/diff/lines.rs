/// How many pairs of lines are compared; texts that differ in more are shown as removed and added.
const MOST: usize = 4_000_000;

/// The lines that differ between two texts: `- ` before those that go, `+ ` before those that come, in their order.
pub fn changed(old: &str, new: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    if old.is_empty() && new.is_empty() {
        return vec!["~ the line break at its end".to_owned()];
    }
    if old.len().saturating_mul(new.len()) > MOST {
        let removed = old.iter().map(|line| format!("- {line}"));
        return removed.chain(new.iter().map(|line| format!("+ {line}"))).collect();
    }
    let common = common(old, new);
    let (mut at, mut to) = (0, 0);
    let mut all = Vec::new();
    while at < old.len() || to < new.len() {
        let ahead = |at: usize, to: usize| common[at * (new.len() + 1) + to];
        if at < old.len() && to < new.len() && old[at] == new[to] {
            (at, to) = (at + 1, to + 1);
        } else if at < old.len() && (to == new.len() || ahead(at + 1, to) >= ahead(at, to + 1)) {
            all.push(format!("- {}", old[at]));
            at += 1;
        } else {
            all.push(format!("+ {}", new[to]));
            to += 1;
        }
    }
    all
}

/// For every pair of places the length of the longest common subsequence of what follows.
fn common(old: &[&str], new: &[&str]) -> Vec<u32> {
    let width = new.len() + 1;
    let mut table = vec![0; (old.len() + 1) * width];
    for at in (0..old.len()).rev() {
        for to in (0..new.len()).rev() {
            table[at * width + to] = if old[at] == new[to] {
                table[(at + 1) * width + to + 1] + 1
            } else {
                table[(at + 1) * width + to].max(table[at * width + to + 1])
            };
        }
    }
    table
}
