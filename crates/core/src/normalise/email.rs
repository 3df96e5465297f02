//! E-mail addresses as RFC 5322 writes them, as far as people use that: dot-atoms (with UTF-8),
//! quoted local parts, domain literals, a display name before angle brackets. No comments.

/// Longest address that may be given for the format `email`, in bytes.
const MAX_ADDRESS: usize = 254;
/// Longest local part, in bytes (RFC 5321, section 4.5.3.1).
const MAX_LOCAL_PART: usize = 64;

/// Whether the text is a bare e-mail address; spaces around it are forgiven.
pub fn is_email(text: &str) -> bool {
    let Some((local, _)) = text.rsplit_once('@') else { return false };
    text.len() <= MAX_ADDRESS && local.len() <= MAX_LOCAL_PART && is_addr_spec(text.trim())
}

/// The bare address within `local@domain` or `Name <local@domain>`.
pub fn addr_spec(text: &str) -> Option<&str> {
    let text = text.trim();
    let address = match text.strip_suffix('>') {
        Some(rest) => {
            let (name, address) = rest.rsplit_once('<')?;
            if !is_display_name(name.trim()) {
                return None;
            }
            address.trim()
        }
        None => text,
    };
    is_addr_spec(address).then_some(address)
}

fn is_addr_spec(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_literal = domain.len() > 2
        && domain.starts_with('[')
        && domain.ends_with(']')
        && domain[1..domain.len() - 1]
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':' | b'i' | b'p' | b'v' | b'I' | b'P' | b'V'));
    (is_dot_atom(local) || is_quoted(local)) && (is_dot_atom(domain) || is_literal)
}

fn is_dot_atom(text: &str) -> bool {
    text.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom_character))
}

fn is_atom_character(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(character)
    } else {
        !character.is_whitespace() && !character.is_control()
    }
}

/// `"…"` with backslash escapes.
fn is_quoted(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else { return false };
    let mut escaped = false;
    for character in inner.chars() {
        if character.is_control() || (!escaped && character == '"') {
            return false;
        }
        escaped = !escaped && character == '\\';
    }
    !inner.is_empty() && !escaped
}

fn is_display_name(text: &str) -> bool {
    is_quoted(text) || text.split_whitespace().all(|word| word.chars().all(|character| character == '.' || is_atom_character(character)))
}
