//! Encoding rows as wire JSON, without parsing the documents that already are JSON.

pub mod identity;
pub mod session;

use selfsame_api::Timestamp;
use uuid::Uuid;

/// Appends JSON object members to a byte buffer.
pub struct Object<'a> {
    out: &'a mut Vec<u8>,
    empty: bool,
}

impl<'a> Object<'a> {
    pub fn begin(out: &'a mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, empty: true }
    }

    pub fn end(self) {
        self.out.push(b'}');
    }

    /// Writes the member's name; its value must follow. Names are our own and need no escaping.
    pub fn name(&mut self, name: &str) -> &mut Vec<u8> {
        if !self.empty {
            self.out.push(b',');
        }
        self.empty = false;
        self.out.push(b'"');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b"\":");
        self.out
    }

    /// A value that is JSON already.
    pub fn raw(&mut self, name: &str, json: &str) {
        self.name(name).extend_from_slice(json.as_bytes());
    }

    pub fn text(&mut self, name: &str, value: &str) {
        let out = self.name(name);
        push_text(out, value);
    }

    /// A word of ours, which needs no escaping.
    pub fn word(&mut self, name: &str, value: &str) {
        let out = self.name(name);
        out.push(b'"');
        out.extend_from_slice(value.as_bytes());
        out.push(b'"');
    }

    pub fn time(&mut self, name: &str, value: Timestamp) {
        let out = self.name(name);
        out.push(b'"');
        value.write_to(out);
        out.push(b'"');
    }

    pub fn uuid(&mut self, name: &str, value: Uuid) {
        let mut buffer = Uuid::encode_buffer();
        let text: &str = value.hyphenated().encode_lower(&mut buffer);
        self.word(name, text);
    }

    pub fn boolean(&mut self, name: &str, value: bool) {
        self.raw(name, if value { "true" } else { "false" });
    }

    pub fn number(&mut self, name: &str, value: i64) {
        self.raw(name, &value.to_string());
    }
}

/// Appends a JSON string.
pub fn push_text(out: &mut Vec<u8>, value: &str) {
    out.push(b'"');
    let bytes = value.as_bytes();
    let mut from = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let escape: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0..0x20 => b"",
            _ => continue,
        };
        out.extend_from_slice(&bytes[from..at]);
        if escape.is_empty() {
            out.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
        } else {
            out.extend_from_slice(escape);
        }
        from = at + 1;
    }
    out.extend_from_slice(&bytes[from..]);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::push_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_text_reads_back_as_itself(text in ".*") {
            let mut out = Vec::new();
            push_text(&mut out, &text);
            prop_assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
        }
    }
}
