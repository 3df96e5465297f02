//! Where in an HTML document the output has arrived, and how a value is written there.

/// Attributes whose value is the address of something.
const ADDRESSES: [&str; 7] = ["href", "src", "action", "formaction", "background", "cite", "poster"];
/// What an address may begin with before its first colon.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "sms"];
/// What is written for an address with any other.
const UNSAFE: &str = "#unsafe-address";

/// The place after some output.
#[derive(Default)]
pub struct Place {
    state: State,
    /// The name of the tag or attribute that is being written, or what may become an end tag or a comment.
    word: String,
    /// The element whose text is not HTML.
    raw: Option<&'static str>,
}

#[derive(Default, Clone, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    TagName,
    Tag,
    AttributeName,
    AfterName,
    /// Behind `=`, before the quote.
    BeforeValue,
    Value {
        quote: char,
        attribute: String,
        is_empty: bool,
    },
    Unquoted,
    Comment,
}

impl Place {
    /// Moves on past `text`.
    pub fn pass(&mut self, text: &str) {
        for character in text.chars() {
            self.advance(character);
        }
    }

    fn advance(&mut self, character: char) {
        let state = std::mem::take(&mut self.state);
        self.state = match state {
            State::Text => {
                if let Some(element) = self.raw {
                    self.word.push(character.to_ascii_lowercase());
                    if self.word.ends_with(&format!("</{element}")) {
                        self.raw = None;
                        self.word.clear();
                        State::Tag
                    } else {
                        State::Text
                    }
                } else if character == '<' {
                    self.word.clear();
                    State::TagName
                } else {
                    State::Text
                }
            }
            State::TagName => match character {
                '>' => self.leave_tag(),
                _ if character.is_whitespace() => {
                    self.note_raw();
                    State::Tag
                }
                _ => {
                    self.word.push(character.to_ascii_lowercase());
                    if self.word == "!--" { State::Comment } else { State::TagName }
                }
            },
            State::Comment => {
                self.word.push(character);
                if self.word.ends_with("-->") { State::Text } else { State::Comment }
            }
            State::Tag | State::AfterName => match character {
                '>' => self.leave(),
                '=' => State::BeforeValue,
                _ if character.is_whitespace() || character == '/' => state,
                _ => {
                    self.word = character.to_lowercase().collect();
                    State::AttributeName
                }
            },
            State::AttributeName => match character {
                '>' => self.leave(),
                '=' => State::BeforeValue,
                _ if character.is_whitespace() => State::AfterName,
                _ => {
                    self.word.extend(character.to_lowercase());
                    State::AttributeName
                }
            },
            State::BeforeValue => match character {
                '"' | '\'' => State::Value { quote: character, attribute: std::mem::take(&mut self.word), is_empty: true },
                '>' => self.leave(),
                _ if character.is_whitespace() => State::BeforeValue,
                _ => State::Unquoted,
            },
            State::Value { quote, .. } if character == quote => State::Tag,
            State::Value { quote, attribute, .. } => State::Value { quote, attribute, is_empty: false },
            State::Unquoted => match character {
                '>' => self.leave(),
                _ if character.is_whitespace() => State::Tag,
                _ => State::Unquoted,
            },
        };
    }

    fn note_raw(&mut self) {
        self.raw = ["script", "style", "textarea", "title"].into_iter().find(|element| *element == self.word);
    }

    fn leave_tag(&mut self) -> State {
        self.note_raw();
        self.leave()
    }

    fn leave(&mut self) -> State {
        self.word.clear();
        State::Text
    }

    /// The value as it may be written here, or why none may.
    pub fn escape(&self, value: &str) -> Result<String, &'static str> {
        match &self.state {
            State::Text => match self.raw {
                Some("script" | "style") => Err("no value may stand inside <script> or <style>"),
                _ => Ok(escaped(value)),
            },
            State::Comment => Ok(String::new()),
            State::Value { attribute, is_empty, .. } => {
                if attribute.starts_with("on") || attribute == "style" || attribute == "srcdoc" {
                    return Err("no value may stand in an attribute that is a program or a style");
                }
                let is_address = ADDRESSES.contains(&attribute.rsplit(':').next().unwrap_or(attribute));
                Ok(if is_address && *is_empty && !is_safe_address(value) { UNSAFE.to_owned() } else { escaped(value) })
            }
            State::TagName | State::Tag | State::AttributeName | State::AfterName | State::BeforeValue | State::Unquoted => {
                Err("a value inside a tag must be an attribute's value, in quotes")
            }
        }
    }
}

fn is_safe_address(value: &str) -> bool {
    let end = value.find(['/', '?', '#']).unwrap_or(value.len());
    match value[..end].split_once(':') {
        None => true,
        Some((scheme, _)) => SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme)),
    }
}

fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&#34;"),
            '\'' => text.push_str("&#39;"),
            '\0' => text.push('\u{fffd}'),
            other => text.push(other),
        }
    }
    text
}
