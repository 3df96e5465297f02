//! `selfsame hash`: parameters of password hashing for this machine.

use super::failure::Failure;
use super::output::{OutputArgs, note};
use crate::hasher::{Calibration, calibrate};
use clap::{Args, Subcommand};
use selfsame_core::hash::Hasher;
use serde_json::{Value, json};
use std::time::Duration;

/// Arguments of `hash`.
#[derive(Args)]
#[command(after_help = "Example:\n  selfsame hash calibrate --target 300ms")]
pub struct Arguments {
    #[command(flatten)]
    output: OutputArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure this machine and print the configuration to paste
    #[command(
        after_help = "Examples:\n  selfsame hash calibrate\n  selfsame hash calibrate --target 300ms --memory 64MB\n\nRun it on the idle machine that the server will run on. It takes some ten times the target."
    )]
    Calibrate {
        /// How long one hash may take
        #[arg(long, default_value = "500ms", value_parser = duration, value_name = "DURATION")]
        target: Duration,
        /// Memory that one argon2id hash may take; as many run at once as the machine has cores
        #[arg(long, default_value = "128MB", value_parser = kib, value_name = "SIZE")]
        memory: u32,
    },
}

fn duration(text: &str) -> Result<Duration, String> {
    let parsed = selfsame_config::parse_duration(text).filter(|duration| *duration >= Duration::from_millis(1));
    parsed.ok_or_else(|| "write a duration of a millisecond or more, such as 500ms or 1s".to_owned())
}

fn kib(text: &str) -> Result<u32, String> {
    let parsed = selfsame_config::parse_bytes(text).and_then(|bytes| u32::try_from(bytes / 1024).ok());
    parsed.filter(|kib| (1024..=1024 * 1024).contains(kib)).ok_or_else(|| "write a size from 1MB to 1GB, such as 128MB".to_owned())
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let Command::Calibrate { target, memory } = arguments.command;
    let found = calibrate(target, memory);
    for (name, took) in [("argon2id", found.argon2id.1), ("bcrypt", found.bcrypt.1)] {
        if took > target {
            let took = took.as_millis();
            note(format!("{name} takes {took} ms even with the least parameters that are safe: they are what is printed"));
        }
    }
    arguments.output.show(&as_json(&found), || as_yaml(&found))
}

fn as_json(found: &Calibration) -> Value {
    let milliseconds = |duration: Duration| (duration.as_secs_f64() * 1e4).round() / 10.0;
    json!({ "argon2": argon2(found), "argon2_ms": milliseconds(found.argon2id.1),
            "bcrypt": { "cost": bcrypt_cost(found) }, "bcrypt_ms": milliseconds(found.bcrypt.1) })
}

fn argon2(found: &Calibration) -> Value {
    match found.argon2id.0 {
        Hasher::Argon2id { memory_kib, iterations, parallelism, salt_length, key_length } => json!({
            "memory": memory_text(memory_kib), "iterations": iterations, "parallelism": parallelism,
            "salt_length": salt_length, "key_length": key_length }),
        Hasher::Bcrypt { .. } => Value::Null,
    }
}

fn bcrypt_cost(found: &Calibration) -> u32 {
    match found.bcrypt.0 {
        Hasher::Bcrypt { cost } => cost,
        Hasher::Argon2id { .. } => 0,
    }
}

/// Whole megabytes where that loses next to nothing.
fn memory_text(kib: u32) -> String {
    if kib.is_multiple_of(1024) || kib > 64 * 1024 { format!("{}MB", kib / 1024) } else { format!("{kib}KB") }
}

fn as_yaml(found: &Calibration) -> String {
    let members = match argon2(found) {
        Value::Object(members) => members,
        _ => serde_json::Map::new(),
    };
    let members: Vec<_> = members.iter().map(|(name, value)| format!("    {name}: {}", value.to_string().trim_matches('"'))).collect();
    format!(
        "# One hash with argon2id takes {} ms on this machine, with bcrypt {} ms.\nhashers:\n  algorithm: argon2 # or bcrypt\n  argon2:\n{}\n  bcrypt:\n    cost: {}",
        found.argon2id.1.as_millis(),
        found.bcrypt.1.as_millis(),
        members.join("\n"),
        bcrypt_cost(found)
    )
}

#[cfg(test)]
mod tests {
    use super::kib;

    #[test]
    fn no_more_memory_is_tried_than_the_configuration_takes() {
        assert_eq!(kib("1GB"), Ok(1024 * 1024));
        assert!(kib("1025MB").is_err() && kib("1023KB").is_err());
    }
}
