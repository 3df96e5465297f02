use crate::load::{Sources, load};

#[test]
fn tls_on_a_unix_socket_is_refused_and_the_key_named() {
    for listener in ["public", "admin"] {
        let set = |key: &str, value: &str| (format!("SERVE_{}_{key}", listener.to_uppercase()), value.to_owned());
        let tls = [set("TLS_CERT_PATH", "cert.pem"), set("TLS_KEY_PATH", "key.pem")];
        let sources = |host: &str| Sources { env: [&tls[..], &[set("HOST", host)]].concat(), ..Sources::new("base64://e30=") };
        let text = load(&sources("unix:/run/selfsame.sock")).map(|_| ()).expect_err("there is no TLS on a unix socket").to_string();
        assert!(text.contains(&format!("serve.{listener}.tls")) && text.contains("unix socket"), "{text}");
        assert!(load(&sources("127.0.0.1")).is_ok());
    }
}
