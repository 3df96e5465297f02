//! Figures for Prometheus: requests as they are answered, everything else read off when it is asked for.

use crate::app::App;
use axum::extract::MatchedPath;
use http::{Method, StatusCode};
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder, text::encode};
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::collections::HashSet;
use std::fmt::{self, Write as _};
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The program's version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

const BUCKETS: [f64; 14] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// The figures that are counted while serving.
#[derive(Debug)]
pub struct Metrics {
    /// Deliveries of messages.
    pub tries: Tries,
    requests: Family<RequestLabels, Histogram, fn() -> Histogram>,
}

/// The template of a route (`/admin/identities/{id}`), or that none matched. Never a path, which may hold ids and tokens.
#[derive(Clone, Debug)]
pub struct Route(pub Option<MatchedPath>);

impl Route {
    pub fn as_str(&self) -> &str {
        self.0.as_ref().map_or("unmatched", MatchedPath::as_str)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    listener: &'static str,
    route: Route,
    method: &'static str,
    status: &'static str,
}

/// Which notation the reader understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    Prometheus,
    OpenMetrics,
}

impl TextFormat {
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Prometheus => "text/plain; version=0.0.4; charset=utf-8",
            Self::OpenMetrics => "application/openmetrics-text; version=1.0.0; charset=utf-8",
        }
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self { tries: Tries::default(), requests: Family::new_with_constructor(|| Histogram::new(BUCKETS)) }
    }
}

impl Metrics {
    /// Counts one answered request.
    pub fn request(&self, listener: &'static str, route: Route, method: &Method, status: StatusCode, took: Duration) {
        let labels = RequestLabels { listener, route, method: known(method), status: class(status) };
        self.requests.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// All figures as text; `database` is what the database said just now.
    pub fn render(&self, app: &App, database: &DatabaseFigures, format: TextFormat) -> Result<String, fmt::Error> {
        let mut registry = Registry::default();
        registry.register_with_unit("http_request_duration", "Time to answer requests", Unit::Seconds, self.requests.clone());
        let build = Family::<Vec<(&'static str, &'static str)>, Gauge>::default();
        build.get_or_create(&vec![("version", VERSION)]).set(1);
        registry.register("selfsame_build_info", "The program that serves", build);
        register_store(&mut registry, app);
        register_retries(&mut registry, app);
        register_connections(&mut registry, app);
        database.register(&mut registry);
        register_hasher(&mut registry, app);
        self.tries.register(&mut registry);
        if let Some(bytes) = resident_bytes() {
            let help = "Memory that the process holds";
            registry.register_with_unit("process_resident_memory", help, Unit::Bytes, ConstGauge::new(bytes));
        }
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(match format {
            TextFormat::OpenMetrics => text,
            TextFormat::Prometheus => in_prometheus_notation(&text),
        })
    }
}

fn register_store(registry: &mut Registry, app: &App) {
    let writer = app.store.writer_stats();
    let counter = |value: u64| ConstCounter::new(value);
    registry.register(
        "selfsame_store_writes_waiting",
        "Units of work in the writer's queue",
        ConstGauge::new(writer.waiting.load(Ordering::Relaxed) as u64),
    );
    registry.register("selfsame_store_writes", "Units of work that the writer took up", counter(writer.jobs.load(Ordering::Relaxed)));
    registry.register("selfsame_store_commits", "Group commits", counter(writer.commits.load(Ordering::Relaxed)));
    registry.register("selfsame_store_failed_commits", "Group commits that were undone", counter(writer.failures.load(Ordering::Relaxed)));
}

fn register_retries(registry: &mut Registry, app: &App) {
    let Some(retries) = app.store.retry_stats() else { return };
    let causes = [
        ("serialization", &retries.serialization),
        ("deadlock", &retries.deadlock),
        ("lost", &retries.lost),
        ("unknown", &retries.unknown),
    ];
    let family = Family::<Vec<(&str, &str)>, Counter>::default();
    for (cause, count) in causes {
        family.get_or_create(&vec![("cause", cause)]).inc_by(count.load(Ordering::Relaxed));
    }
    registry.register("selfsame_store_retries", "Units of work that ran again, and commits that were looked up", family);
}

fn register_connections(registry: &mut Registry, app: &App) {
    let Some(status) = app.store.connection_status() else { return };
    if let Some(traffic) = app.store.traffic() {
        let mut counter = |name: &str, help: &str, value: &AtomicU64| {
            registry.register(name, help, ConstCounter::new(value.load(Ordering::Relaxed)));
        };
        counter("selfsame_store_statements", "Statements sent to the database", &traffic.statements);
        counter("selfsame_store_round_trips", "How often the database was waited for", &traffic.round_trips);
    }
    let mut gauge = |name: &str, help: &str, value: usize| registry.register(name, help, ConstGauge::new(value as u64));
    gauge("selfsame_store_connections", "Pooled database connections", status.made);
    gauge("selfsame_store_most_connections", "Pooled database connections that may be made (max_conns)", status.most);
    gauge("selfsame_store_idle_connections", "Pooled database connections that nobody uses", status.idle);
    gauge("selfsame_store_connection_waiters", "Units of work that wait for a pooled connection", status.waiting);
    gauge("selfsame_store_lookups_under_way", "Look-ups on the shared connections without an answer yet", status.lookups);
}

fn register_hasher(registry: &mut Registry, app: &App) {
    let load = app.hasher.load();
    registry.register("selfsame_hash_jobs_waiting", "Sign-ins that wait for the hashing pool", ConstGauge::new(load.interactive as u64));
    registry.register("selfsame_hash_batch_jobs_waiting", "Imported passwords that wait for it", ConstGauge::new(load.batch as u64));
    let help = "Time that one more sign-in would wait for it";
    registry.register_with_unit("selfsame_hash_estimated_wait", help, Unit::Seconds, ConstGauge::new(load.wait.as_secs_f64()));
}

/// The older notation knows no units, no end mark, and names a counter like its sample.
fn in_prometheus_notation(text: &str) -> String {
    let kind = |line: &str| line.strip_prefix("# TYPE ").and_then(|rest| rest.strip_suffix(" counter")).map(str::to_owned);
    let counters: HashSet<String> = text.lines().filter_map(kind).collect();
    let mut out = String::with_capacity(text.len() + 256);
    for line in text.lines() {
        if line == "# EOF" || line.starts_with("# UNIT ") {
            continue;
        }
        let described = ["# HELP ", "# TYPE "].into_iter().find_map(|mark| Some((mark, line.strip_prefix(mark)?.split_once(' ')?)));
        match described {
            Some((mark, (name, rest))) if counters.contains(name) => {
                let _ = writeln!(out, "{mark}{name}_total {rest}");
            }
            Some(_) | None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// Resident memory, where the system tells it.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().strip_suffix("kB")?;
    kib.trim().parse::<i64>().ok().map(|kib| kib * 1024)
}

/// The method as a label: a closed list, so that nobody can invent labels.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Route {}

impl Hash for Route {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl EncodeLabelValue for Route {
    fn encode(&self, encoder: &mut LabelValueEncoder) -> fmt::Result {
        self.as_str().encode(encoder)
    }
}

mod courier;
mod database;

pub use courier::{Tries, Try};
pub use database::DatabaseFigures;

#[cfg(test)]
mod tests {
    use super::in_prometheus_notation;

    #[test]
    fn counters_are_named_like_their_samples_in_the_older_notation() {
        let text = "# HELP a All.\n# TYPE a counter\na_total 3\n# HELP b B.\n# TYPE b gauge\n# UNIT b seconds\nb 1\n# EOF\n";
        assert_eq!(
            in_prometheus_notation(text),
            "# HELP a_total All.\n# TYPE a_total counter\na_total 3\n# HELP b B.\n# TYPE b gauge\nb 1\n"
        );
    }
}
