//! The child's side: limits itself, reads one evaluation, answers, ends.

use super::{Answer, Evaluation, MAX_INPUT, MAX_OUTPUT};
use jrsonnet_evaluator::function::TlaArg;
use jrsonnet_evaluator::gc::GcHashMap;
use jrsonnet_evaluator::manifest::JsonFormat;
use jrsonnet_evaluator::stack::limit_stack_depth;
use jrsonnet_evaluator::trace::PathResolver;
use jrsonnet_evaluator::{State, Val, apply_tla};
use jrsonnet_stdlib::ContextInitializer;
use rustix::process::{Resource, Rlimit, setrlimit};
use serde_json::Value;
use std::io::{Read, Write};

/// Addresses that a worker may have, in bytes.
const MEMORY: u64 = 512 * 1024 * 1024;
/// Seconds of processor time.
const PROCESSOR: u64 = 2;
const STACK_DEPTH: usize = 500;
/// Longest error text.
const MAX_REASON: usize = 1024;

/// Serves one evaluation on standard input and output.
pub fn run() -> std::io::Result<()> {
    restrict()?;
    let mut input = Vec::new();
    std::io::stdin().take(MAX_INPUT as u64).read_to_end(&mut input)?;
    let answer = serde_json::from_slice(&input).map_err(|error| error.to_string()).and_then(|evaluation| evaluate(&evaluation));
    let answer = match answer {
        Ok(text) if text.len() > MAX_OUTPUT => Answer::Refused(format!("the result is larger than {MAX_OUTPUT} bytes")),
        Ok(text) => Answer::Result(text),
        Err(reason) => Answer::Refused(reason.chars().take(MAX_REASON).collect()),
    };
    std::io::stdout().write_all(&serde_json::to_vec(&answer)?)
}

fn restrict() -> std::io::Result<()> {
    let limit = |what, most| setrlimit(what, Rlimit { current: Some(most), maximum: Some(most) });
    limit(Resource::As, MEMORY)?;
    limit(Resource::Cpu, PROCESSOR)?;
    limit(Resource::Core, 0)?;
    // It may write to its pipe, to no file, and open none.
    limit(Resource::Fsize, 0)?;
    limit(Resource::Nofile, 3)?;
    Ok(())
}

/// The result as JSON text. Nothing can be imported: there is no resolver.
fn evaluate(evaluation: &Evaluation) -> Result<String, String> {
    let text = |error: jrsonnet_evaluator::Error| error.to_string();
    let standard = ContextInitializer::new(PathResolver::FileName);
    for (name, value) in &evaluation.variables {
        standard.add_ext_var(name.as_str().into(), val(value)?);
    }
    let mut arguments = GcHashMap::new();
    for (name, value) in &evaluation.arguments {
        arguments.0.insert(jrsonnet_interner::IStr::from(name.as_str()), TlaArg::Val(val(value)?));
    }
    let mut builder = State::builder();
    builder.context_initializer(standard);
    let state = builder.build();
    let _depth = limit_stack_depth(STACK_DEPTH);
    let result = state.evaluate_snippet("snippet", evaluation.source.as_str()).map_err(text)?;
    let result = apply_tla(state, &arguments, result).map_err(text)?;
    let mut json = result.manifest(JsonFormat::cli(3)).map_err(text)?;
    json.push('\n');
    Ok(json)
}

fn val(value: &Value) -> Result<Val, String> {
    serde_json::from_value(value.clone()).map_err(|error| error.to_string())
}
