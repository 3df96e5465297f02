//! QR codes as PNG data URIs. Two colours and stored (not compressed) blocks make a PNG that needs no compressor.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use qrcodegen::{QrCode, QrCodeEcc};

/// Width and height of the image, in pixels.
pub const SIZE: u32 = 256;

/// Blank modules that must stand around a code (ISO/IEC 18004, 9.1).
const QUIET: i32 = 4;

/// The text is longer than a code can hold (about two thousand bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the text is too long for a QR code")]
pub struct TooLong;

/// A square image of a code that says `text`, as a `data:` URI.
pub fn data_uri(text: &str) -> Result<String, TooLong> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| TooLong)?;
    Ok(format!("data:image/png;base64,{}", STANDARD.encode(png(&rows(&code)))))
}

/// The picture's lines: a filter byte, then one bit per pixel, white is 1.
fn rows(code: &QrCode) -> Vec<u8> {
    let size = SIZE as i32;
    let modules = code.size() + 2 * QUIET;
    let scale = (size / modules).max(1);
    let margin = (size - code.size() * scale) / 2;
    let module = |pixel: i32| (pixel - margin).div_euclid(scale);
    let mut rows = Vec::with_capacity((SIZE * (SIZE / 8 + 1)) as usize);
    for y in 0..size {
        rows.push(0);
        for byte in 0..size / 8 {
            let bits = (0..8).map(|bit| u8::from(!code.get_module(module(byte * 8 + bit), module(y))));
            rows.push(bits.fold(0, |bits, bit| bits << 1 | bit));
        }
    }
    rows
}

/// A grey image with one bit per pixel (PNG, second edition).
fn png(rows: &[u8]) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [SIZE.to_be_bytes(), SIZE.to_be_bytes()].concat();
    header.extend_from_slice(&[1, 0, 0, 0, 0]);
    chunk(&mut png, *b"IHDR", &header);
    chunk(&mut png, *b"IDAT", &zlib(rows));
    chunk(&mut png, *b"IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    png.extend_from_slice(&(data.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend_from_slice(&kind);
    png.extend_from_slice(data);
    let sum = crc32(&png[start..]);
    png.extend_from_slice(&sum.to_be_bytes());
}

/// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
fn zlib(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = data.chunks(usize::from(u16::MAX)).peekable();
    while let Some(block) = blocks.next() {
        stream.push(u8::from(blocks.peek().is_none()));
        let length = block.len() as u16;
        stream.extend_from_slice(&length.to_le_bytes());
        stream.extend_from_slice(&(!length).to_le_bytes());
        stream.extend_from_slice(block);
    }
    stream.extend_from_slice(&adler32(data).to_be_bytes());
    stream
}

fn adler32(data: &[u8]) -> u32 {
    const MODULUS: u32 = 65_521;
    let (low, high) = data.iter().fold((1, 0), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % MODULUS;
        (low, (high + low) % MODULUS)
    });
    high << 16 | low
}

fn crc32(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 })
    })
}

#[cfg(test)]
mod tests;
