//! The part of CBOR (RFC 8949) that authenticators send: definite lengths, shallow nesting. Everything is borrowed from
//! the input, and nothing is allocated beyond what the input holds.

/// Deepest nesting; CTAP2 allows four levels.
const DEEPEST: usize = 16;

/// One item.
#[derive(Clone, Debug, PartialEq)]
pub enum Item<'a> {
    Integer(i64),
    Bytes(&'a [u8]),
    Text(&'a str),
    Array(Vec<Item<'a>>),
    Map(Vec<(Item<'a>, Item<'a>)>),
    /// A truth value, null or a number with a fraction: no decision depends on one.
    Other,
}

/// The input is not such CBOR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotCbor;

/// The item at the beginning, and what follows it.
pub fn first(input: &[u8]) -> Result<(Item<'_>, &[u8]), NotCbor> {
    let mut reader = Reader { rest: input };
    let item = reader.item(DEEPEST)?;
    Ok((item, reader.rest))
}

/// The only item.
pub fn only(input: &[u8]) -> Result<Item<'_>, NotCbor> {
    match first(input)? {
        (item, []) => Ok(item),
        _ => Err(NotCbor),
    }
}

impl<'a> Item<'a> {
    /// The member of a map under an integer.
    pub fn at(&self, label: i64) -> Option<&Item<'a>> {
        self.member(|key| *key == Item::Integer(label))
    }

    /// The member of a map under a text.
    pub fn named(&self, name: &str) -> Option<&Item<'a>> {
        self.member(|key| matches!(key, Item::Text(text) if *text == name))
    }

    fn member(&self, is_key: impl Fn(&Item<'a>) -> bool) -> Option<&Item<'a>> {
        let Item::Map(members) = self else { return None };
        members.iter().find(|(key, _)| is_key(key)).map(|(_, value)| value)
    }

    pub fn integer(&self) -> Option<i64> {
        if let Item::Integer(value) = self { Some(*value) } else { None }
    }

    pub fn bytes(&self) -> Option<&'a [u8]> {
        if let Item::Bytes(value) = self { Some(value) } else { None }
    }

    pub fn text(&self) -> Option<&'a str> {
        if let Item::Text(value) = self { Some(value) } else { None }
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], NotCbor> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(NotCbor)?;
        self.rest = rest;
        Ok(taken)
    }

    fn item(&mut self, depth: usize) -> Result<Item<'a>, NotCbor> {
        let depth = depth.checked_sub(1).ok_or(NotCbor)?;
        let head = self.take(1)?[0];
        let (major, minor) = (head >> 5, head & 0x1f);
        if major == 7 {
            return self.simple(minor);
        }
        let argument = self.argument(minor)?;
        let length = usize::try_from(argument).map_err(|_| NotCbor);
        match major {
            0 => i64::try_from(argument).map(Item::Integer).map_err(|_| NotCbor),
            1 => i64::try_from(argument).map(|value| Item::Integer(-1 - value)).map_err(|_| NotCbor),
            2 => self.take(length?).map(Item::Bytes),
            3 => std::str::from_utf8(self.take(length?)?).map(Item::Text).map_err(|_| NotCbor),
            4 => (0..argument).map(|_| self.item(depth)).collect::<Result<_, _>>().map(Item::Array),
            5 => (0..argument).map(|_| Ok((self.item(depth)?, self.item(depth)?))).collect::<Result<_, _>>().map(Item::Map),
            // Tags have no place here.
            _ => Err(NotCbor),
        }
    }

    fn argument(&mut self, minor: u8) -> Result<u64, NotCbor> {
        let length = match minor {
            0..=23 => return Ok(u64::from(minor)),
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => return Err(NotCbor),
        };
        Ok(self.take(length)?.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
    }

    fn simple(&mut self, minor: u8) -> Result<Item<'a>, NotCbor> {
        let length = match minor {
            20..=23 => 0,
            25 => 2,
            26 => 4,
            27 => 8,
            _ => return Err(NotCbor),
        };
        self.take(length).map(|_| Item::Other)
    }
}

#[cfg(test)]
mod tests;
