//! The progress bar: by bytes where the size of the input is known, and only on a terminal.

use super::note;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

pub struct Watch {
    bar: ProgressBar,
}

impl Watch {
    pub fn begin(size: Option<u64>) -> Self {
        let bar = match size {
            _ if !std::io::stderr().is_terminal() => ProgressBar::hidden(),
            Some(size) => ProgressBar::new(size).with_style(style("{wide_bar} {percent}%  {msg}  eta {eta}")),
            None => ProgressBar::new_spinner().with_style(style("{spinner} {msg}  {elapsed}")),
        };
        bar.enable_steady_tick(Duration::from_millis(200));
        Self { bar }
    }

    /// The input is read and answered up to `offset` at least.
    pub fn reached(&self, offset: u64, created: u64, refused: u64) {
        // Batches come back in any order.
        self.bar.set_position(self.bar.position().max(offset));
        let rate = created as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        let refused = if refused > 0 { format!(", {refused} refused") } else { String::new() };
        self.bar.set_message(format!("{created} created ({rate:.0}/s){refused}"));
    }

    pub fn note(&self, text: &str) {
        self.bar.suspend(|| note(text));
    }

    pub fn end(self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
