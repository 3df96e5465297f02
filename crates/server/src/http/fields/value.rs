//! JSON as bodies mean it: of members with one name the last counts, and where it stands counts too, for names that
//! differ only in case are one member to whoever reads the body.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// A value in whose objects repeated members are left away, as if only the last of each had been sent.
pub(super) struct LastCounts(pub Value);

impl<'de> Deserialize<'de> for LastCounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Self)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(LastCounts(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut sent: Vec<(String, Value)> = Vec::new();
        while let Some((name, LastCounts(value))) = members.next_entry()? {
            sent.push((name, value));
        }
        // From behind, so that the first to come is the last that was sent.
        let mut kept = Map::with_capacity(sent.len());
        for (name, value) in sent.into_iter().rev() {
            kept.entry(name).or_insert(value);
        }
        Ok(Value::Object(kept.into_iter().rev().collect()))
    }
}
