use super::*;

#[test]
fn sums_are_those_of_the_standards() {
    assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
}

#[test]
fn a_code_becomes_a_png_of_the_promised_size() {
    let uri = data_uri("otpauth://totp/Example:person@example.com?secret=ABC").unwrap();
    let png = STANDARD.decode(uri.strip_prefix("data:image/png;base64,").unwrap()).unwrap();
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(&png[12..24], [b"IHDR".as_slice(), &256u32.to_be_bytes(), &256u32.to_be_bytes()].concat());
    assert!(png.ends_with(&[0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82]));
}

#[test]
fn the_picture_is_the_code_with_white_around_it() {
    let code = QrCode::encode_text("hello", QrCodeEcc::Medium).unwrap();
    let rows = rows(&code);
    let line = |y: usize| &rows[y * 33 + 1..(y + 1) * 33];
    assert_eq!(rows.len(), 256 * 33);
    assert!(line(0).iter().chain(line(255)).all(|byte| *byte == 0xff));
    // The top left corner of a code is dark.
    let scale = 256 / (code.size() + 8);
    let first = ((256 - code.size() * scale) / 2) as usize;
    assert_eq!(line(first)[first / 8] >> (7 - first % 8) & 1, 0);
    assert_eq!(line(first - 1)[first / 8] >> (7 - first % 8) & 1, 1);
}

#[test]
fn a_text_beyond_every_code_is_refused() {
    assert_eq!(data_uri(&"x".repeat(5000)), Err(TooLong));
}
