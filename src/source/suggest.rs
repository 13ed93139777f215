/// The one of `known` that the author of `word` probably meant; None where nothing is close.
///
/// The same letters with other capitals or separators always count (`schema-registry` for `schemaRegistry`);
/// otherwise a third of the letters may differ.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody mistypes a name of a kilobyte, and the distance takes time in the square of the length.
    if word.len() > 100 {
        return None;
    }
    let bare = letters(word);
    known
        .into_iter()
        .filter_map(|candidate| distance(&bare, &letters(candidate)).map(|d| (d, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters differ, when it is few enough to be a slip.
fn distance(word: &str, candidate: &str) -> Option<usize> {
    let distance = strsim::damerau_levenshtein(word, candidate);
    let longest = word.chars().count().max(candidate.chars().count());
    let plural =
        word.len() >= 3 && (candidate.starts_with(word) || word.starts_with(candidate) && candidate.len() >= 3);
    (distance == 0 || distance * 3 <= longest || (plural && distance * 2 <= longest)).then_some(distance)
}

fn letters(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
