use super::*;
use proptest::prelude::*;
use rand::SeedableRng;
use rand::rngs::ChaCha20Rng;
use serde_json::json;

/// The secrets of RFC 6238, appendix B, in base32: the digits 1 to 0 over and over, as long as the hash.
const SHA1: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const SHA256: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA";
const SHA512: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA";

const URL: &str = "otpauth://totp/Selfsame:ada?secret=JBSWY3DPEHPK3PXP";

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_micros(seconds * 1_000_000)
}

fn key(url: &str) -> TotpKey {
    TotpKey::parse(url).unwrap_or_else(|error| panic!("{url}: {error}"))
}

fn accepted(check: TotpCheck) -> Option<Value> {
    match check {
        TotpCheck::Accepted(config) => Some(config),
        TotpCheck::Refused => None,
        TotpCheck::NotSetUp | TotpCheck::Unusable(_) => panic!("the key is usable"),
    }
}

#[test]
fn the_codes_are_those_of_rfc_6238() {
    let vectors = [
        (59, ["94287082", "46119246", "90693936"]),
        (1_111_111_109, ["07081804", "68084774", "25091201"]),
        (1_111_111_111, ["14050471", "67062674", "99943326"]),
        (1_234_567_890, ["89005924", "91819424", "93441116"]),
        (2_000_000_000, ["69279037", "90698825", "38618901"]),
        (20_000_000_000, ["65353130", "77737706", "47863826"]),
    ];
    for (seconds, codes) in vectors {
        for ((algorithm, secret), code) in [("SHA1", SHA1), ("SHA256", SHA256), ("SHA512", SHA512)].into_iter().zip(codes) {
            let key = key(&format!("otpauth://totp/rfc?secret={secret}&digits=8&period=30&algorithm={algorithm}"));
            assert_eq!(*key.code(key.step_at(at(seconds))), code, "{algorithm} at {seconds}");
            assert_eq!(key.matching_step(code, at(seconds)), Some(seconds as u64 / 30));
        }
    }
}

#[test]
fn a_url_says_less_or_more() {
    assert_eq!(key(URL).code(1), key(&format!(" {URL}&digits=6&period=30&algorithm=sha1 ")).code(1));
    assert_eq!(key(URL).code(1), key("otpauth://totp/x?secret=jbsw%20y3dp+ehpk3pxp%3D%3D").code(1));
    assert_eq!(key(&format!("{URL}&period=60")).step_at(at(119)), 1);
    let refused = |url: &str| TotpKey::parse(url).err();
    assert_eq!(refused("https://totp/x?secret=JBSWY3DPEHPK3PXP"), Some(TotpUrlError::NotTotp));
    assert_eq!(refused("otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=1"), Some(TotpUrlError::NotTotp));
    assert_eq!(refused("nothing"), Some(TotpUrlError::NotTotp));
    assert_eq!(refused("otpauth://totp/x"), Some(TotpUrlError::Secret));
    assert_eq!(refused("otpauth://totp/x?secret=A"), Some(TotpUrlError::Secret));
    assert_eq!(refused("otpauth://totp/x?secret=JBSWY3DPEHPK3PX1"), Some(TotpUrlError::Secret));
    assert_eq!(refused(&format!("{URL}&algorithm=MD5")), Some(TotpUrlError::Algorithm));
    assert_eq!(refused(&format!("{URL}&digits=4")), Some(TotpUrlError::Digits));
    assert_eq!(refused(&format!("{URL}&period=0")), Some(TotpUrlError::Period));
}

#[test]
fn a_clock_may_be_one_step_off() {
    let (key, now) = (key(URL), at(1_000_000_000));
    let current = key.step_at(now);
    for (step, is_accepted) in [(current - 2, false), (current - 1, true), (current, true), (current + 1, true), (current + 2, false)] {
        assert_eq!(key.matching_step(&key.code(step), now), is_accepted.then_some(step));
    }
    assert_eq!(key.matching_step("", now), None);
    let code = key.code(current);
    assert_eq!(key.matching_step(&format!(" {} {} ", &code[..3], &code[3..]), now), Some(current));
    assert_eq!(key.matching_step(&code[..5], now), None);
}

#[test]
fn a_step_is_accepted_once_and_none_before_it() {
    let (config, key, now) = (json!({ "totp_url": URL }), key(URL), at(1_000_000_000));
    let current = key.step_at(now);
    let used = accepted(check(&config, &key.code(current), now)).expect("the first time");
    assert_eq!(used["totp_url"], URL);
    assert_eq!(used["used_step"]["step"], current);
    assert!(accepted(check(&used, &key.code(current), now)).is_none(), "the second time");
    assert!(accepted(check(&used, &key.code(current - 1), now)).is_none(), "an earlier step");
    assert!(accepted(check(&used, &key.code(current + 1), now)).is_some(), "the next step");
}

#[test]
fn a_step_of_another_key_locks_nobody_out() {
    let (config, now) = (json!({ "totp_url": URL }), at(1_000_000_000));
    let mut patched = accepted(check(&config, &key(URL).code(key(URL).step_at(now)), now)).expect("the first key");
    let slower = format!("{URL}&period=60");
    patched["totp_url"] = slower.as_str().into();
    let code = key(&slower).code(key(&slower).step_at(now));
    let used = accepted(check(&patched, &code, now)).expect("the second key");
    assert!(accepted(check(&used, &code, now)).is_none(), "the second time");
}

#[test]
fn what_is_no_key_accepts_nothing() {
    assert!(matches!(check(&json!({}), "123456", at(0)), TotpCheck::NotSetUp));
    assert!(matches!(check(&json!({ "totp_url": "" }), "123456", at(0)), TotpCheck::NotSetUp));
    assert!(matches!(check(&json!({ "totp_url": "otpauth://totp/x" }), "123456", at(0)), TotpCheck::Unusable(TotpUrlError::Secret)));
}

#[test]
fn a_fresh_key_is_set_up_with_a_code_that_is_used_by_that() {
    let mut rng = ChaCha20Rng::from_seed([7; 32]);
    let now = at(1_000_000_000);
    let url = fresh_url(&mut Ctx { now, rng: &mut rng }, "Example & Co", "ann+x@example.com");
    assert!(url.starts_with("otpauth://totp/Example%20%26%20Co:ann%2Bx@example.com?algorithm=SHA1&digits=6&issuer="), "{url}");
    let secret = typed_secret(&url);
    assert_eq!((secret.len(), base32(&secret).map(|bytes| bytes.len())), (32, Some(20)));
    let code = key(&url).code(key(&url).step_at(now));
    let config = enrol(&url, &format!(" {} ", &*code), now).expect("the code is right");
    assert_eq!(config["totp_url"], url.as_str());
    assert!(matches!(check(&config, &code, now), TotpCheck::Refused), "the code that set it up");
    assert!(enrol(&url, "000000", now).is_none());
}

#[test]
fn base32_is_the_inverse_of_reading_it() {
    assert_eq!(to_base32(b"foobarfoob"), "MZXW6YTBOJTG633C");
    assert_eq!(base32("MZXW6YTBOJTG633C").as_deref().map(Vec::as_slice), Some(&b"foobarfoob"[..]));
}

proptest! {
    #[test]
    fn parsing_and_checking_never_panic(url in ".*", secret in "[A-Za-z2-7 =]*", code in ".*", seconds in i64::MIN / 1_000_000..i64::MAX / 1_000_000) {
        for url in [url.clone(), format!("otpauth://totp/{url}"), format!("otpauth://totp/x?secret={secret}&{url}")] {
            let _ = check(&json!({ "totp_url": url }), &code, at(seconds));
        }
    }
}
