use super::*;

const BCRYPT: Hasher = Hasher::Bcrypt { cost: 8 };

fn config(threads: usize) -> PoolConfig {
    PoolConfig { threads, longest_wait: Duration::from_secs(5), longest_batch_wait: Duration::from_mins(1) }
}

fn rng() -> ChaCha20Rng {
    rand::SeedableRng::from_seed([1; 32])
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

#[tokio::test]
async fn a_hash_verifies_and_a_too_long_password_is_refused() {
    let pool = HashPool::start(&config(1), Hasher::Bcrypt { cost: 4 }).unwrap();
    let stored = PasswordHash::parse(&pool.hash(secret("horse"), &mut rng()).await.unwrap()).unwrap();
    assert_eq!(pool.verify(stored.clone(), secret("horse")).await, Ok(true));
    assert_eq!(pool.verify(stored, secret("house")).await, Ok(false));
    let cheap = PasswordHash::parse("$md5$+9KsJca1SHBba+lMpEOLyA==").unwrap();
    assert_eq!(pool.verify(cheap, secret("x")).await, Ok(false));
    let long = pool.hash(secret(&"p".repeat(73)), &mut rng()).await;
    assert_eq!(long, Err(PoolError::Password(HasherError::TooLong { length: 73, limit: 72 })));
    let batch = vec![secret("a"), secret(&"p".repeat(73)), secret("b")];
    let hashes = pool.hash_batch(batch, &mut rng()).await.unwrap();
    assert!(hashes[0].is_ok() && hashes[1].is_err() && hashes[2].is_ok());
    assert_eq!(pool.hash_batch(Vec::new(), &mut rng()).await, Ok(Vec::new()));
    pool.shut_down();
    assert_eq!(pool.hash(secret("late"), &mut rng()).await, Err(PoolError::Closed));
}

#[tokio::test]
async fn a_sign_in_does_not_wait_for_an_import() {
    let pool = Arc::new(HashPool::start(&config(1), BCRYPT).unwrap());
    let importing = Arc::clone(&pool);
    let import = tokio::spawn(async move {
        let passwords = (0..100).map(|_| secret("p")).collect();
        importing.hash_batch(passwords, &mut rng()).await.unwrap();
        Instant::now()
    });
    tokio::task::yield_now().await;
    pool.hash(secret("sign in"), &mut rng()).await.unwrap();
    let signed_in = Instant::now();
    assert!(signed_in < import.await.unwrap());
    pool.shut_down();
}

#[tokio::test]
async fn a_queue_that_would_take_too_long_is_busy() {
    let short = PoolConfig { longest_wait: Duration::from_millis(30), ..config(1) };
    let pool = Arc::new(HashPool::start(&short, BCRYPT).unwrap());
    let mut waiting = Vec::new();
    let mut busy = 0;
    for _ in 0..20 {
        let pool = Arc::clone(&pool);
        waiting.push(tokio::spawn(async move { pool.hash(secret("p"), &mut rng()).await }));
    }
    for reply in waiting {
        match reply.await.unwrap() {
            Ok(_) => {}
            Err(PoolError::Busy { retry_after }) => {
                assert!(retry_after >= Duration::from_secs(1));
                busy += 1;
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert!((1..20).contains(&busy), "{busy}");
    pool.shut_down();
}

#[tokio::test]
async fn shutting_down_finishes_what_is_queued() {
    let pool = Arc::new(HashPool::start(&config(2), BCRYPT).unwrap());
    let importing = Arc::clone(&pool);
    let import = tokio::spawn(async move { importing.hash_batch((0..20).map(|_| secret("p")).collect(), &mut rng()).await });
    tokio::task::yield_now().await;
    let closing = Arc::clone(&pool);
    std::thread::spawn(move || closing.shut_down()).join().unwrap();
    assert_eq!(import.await.unwrap().unwrap().len(), 20);
}

#[test]
fn calibration_stays_within_the_target_but_not_below_the_least() {
    let found = calibrate(Duration::ZERO, 64 * 1024);
    assert_eq!(found.bcrypt.0, Hasher::Bcrypt { cost: 12 });
    assert!(matches!(found.argon2id.0, Hasher::Argon2id { memory_kib: 19456, iterations: 2, .. }));
}

/// Prints which part of the threads' time a batch spends on hashing, also while the machine is busy
/// otherwise, and what an inline verification takes. `--ignored --nocapture` runs it.
#[test]
#[ignore = "a measurement"]
fn a_batch_keeps_the_threads_busy() {
    const COUNT: usize = 200;
    let threads = std::thread::available_parallelism().unwrap().get();
    let hasher = Hasher::Bcrypt { cost: 8 };
    let pool = HashPool::start(&config(threads), hasher.clone()).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().build().unwrap();
    for _ in 0..3 {
        let started = Instant::now();
        let timed = || {
            let hasher = hasher.clone();
            job(hasher.estimated_micros(), move |arena| {
                let started = Instant::now();
                hasher.hash(b"p", &[1; 16], arena).unwrap();
                started.elapsed()
            })
        };
        let (jobs, replies): (Vec<_>, Vec<_>) = (0..COUNT).map(|_| timed()).unzip();
        pool.queue.push(jobs, Priority::Batch).unwrap();
        let hashing: Duration = replies.into_iter().map(|reply| runtime.block_on(reply).unwrap()).sum();
        let share = hashing.as_secs_f64() / (started.elapsed().as_secs_f64() * threads as f64);
        println!("{COUNT} hashes on {threads} threads: {share:.3} of their time was hashing");
    }
    let cheap =
        PasswordHash::parse("$argon2id$v=19$m=64,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$LHfx4b1PVnHJi+GP9EiUd8xKwGcWvifAaF2k0KQRQKk").unwrap();
    let started = Instant::now();
    for _ in 0..10_000 {
        assert!(runtime.block_on(pool.verify(cheap.clone(), secret("test-password-123"))).unwrap());
    }
    println!("argon2id of 64 KiB inline: {:?} each", started.elapsed() / 10_000);
    pool.shut_down();
}
