//! JSON from files, standard input and arguments.

use super::failure::Failure;
use serde_json::Value;
use std::io::Read;
use std::path::Path;

/// The bytes of a file, or of standard input for `-`.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    }
    .map_err(|error| Failure::file("read", path, &error))?;
    Ok(bytes)
}

/// One JSON document from a file, or from standard input for `-`.
pub fn read_json(path: &Path) -> Result<Value, Failure> {
    let bytes = read_bytes(path)?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(text).map_err(|error| Failure::Usage(format!("{} is not JSON: {error}", path.display())))
}

/// JSON given as the value of a flag.
pub fn json_argument(flag: &str, text: &str) -> Result<Value, Failure> {
    serde_json::from_str(text).map_err(|error| Failure::Usage(format!("{flag} is not JSON: {error}")))
}
