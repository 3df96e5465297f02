//! Patterns over whole URLs: `*` is anything but `.` and `/`, `**` anything, `?` one character but these.

/// A pattern.
pub struct Glob(String);

impl Glob {
    pub fn new(pattern: &str) -> Self {
        Self(pattern.to_owned())
    }

    pub fn matches(&self, text: &str) -> bool {
        matches(self.0.as_bytes(), text.as_bytes())
    }
}

/// Walks both once; at a mismatch it goes back to the last star that can take one more.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let is_separator = |byte: u8| matches!(byte, b'.' | b'/');
    let (mut at, mut read) = (0, 0);
    // The last single and double star, each with the place in the text up to which it has taken.
    let mut single: Option<(usize, usize)> = None;
    let mut double: Option<(usize, usize)> = None;
    loop {
        match pattern.get(at) {
            Some(b'*') if pattern.get(at + 1) == Some(&b'*') => {
                at += 2;
                (single, double) = (None, Some((at, read)));
                continue;
            }
            Some(b'*') => {
                at += 1;
                single = Some((at, read));
                continue;
            }
            Some(b'?') if text.get(read).is_some_and(|byte| !is_separator(*byte)) => {
                (at, read) = (at + 1, read + 1);
                continue;
            }
            Some(byte) if text.get(read) == Some(byte) => {
                (at, read) = (at + 1, read + 1);
                continue;
            }
            None if read == text.len() => return true,
            _ => {}
        }
        if let Some((back, taken)) = single.filter(|(_, taken)| text.get(*taken).is_some_and(|byte| !is_separator(*byte))) {
            single = Some((back, taken + 1));
            (at, read) = (back, taken + 1);
        } else if let Some((back, taken)) = double.filter(|(_, taken)| *taken < text.len()) {
            (single, double) = (None, Some((back, taken + 1)));
            (at, read) = (back, taken + 1);
        } else {
            return false;
        }
    }
}
