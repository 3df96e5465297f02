//! The binary `selfsame`.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let config = args.iter().position(|arg| arg == "--config" || arg == "-c").and_then(|at| args.get(at + 1)).cloned().unwrap_or_default();
    let dev = args.iter().any(|arg| arg == "--dev");
    tracing_subscriber::fmt().with_writer(std::io::stderr).init();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("runtime");
    if let Err(error) = runtime.block_on(selfsame::serve::run(std::path::Path::new(&config), dev)) {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
