//! Guesses what someone meant to write.

/// The candidate nearest to `word`, if one is near enough to be meant: at most a third of its letters differ, or the
/// word is its beginning.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    candidates
        .into_iter()
        .map(|candidate| {
            let letters = fold(candidate);
            let is_beginning = folded.len() >= 3 && letters.starts_with(&folded);
            (if is_beginning { 1 } else { distance(&folded, &letters) }, candidate)
        })
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count().max(3) / 3).min(4))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Case and the sign between words are often what was wrong.
fn fold(word: &str) -> Vec<char> {
    word.chars().take(64).flat_map(char::to_lowercase).map(|c| if matches!(c, '-' | '.' | ' ') { '_' } else { c }).collect()
}

/// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut rows = vec![(0..=right.len()).collect::<Vec<usize>>()];
    for (i, l) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, r) in right.iter().enumerate() {
            let mut best = (rows[i][j] + usize::from(l != r)).min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *l == right[j - 1] && left[i - 1] == *r {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn typing_errors_find_their_word() {
        let keys = ["lifespan", "ui_url", "before", "after", "required_aal"];
        assert_eq!(nearest("lifepsan", keys), Some("lifespan"));
        assert_eq!(nearest("ui-url", keys), Some("ui_url"));
        assert_eq!(nearest("requiredAal", keys), Some("required_aal"));
        assert_eq!(nearest("required", keys), Some("required_aal"));
        assert_eq!(nearest("something", keys), None);
    }
}
