//! Prints the reference documentation of all configuration keys.

fn main() {
    print!("{}", selfsame_config::reference_markdown());
}
