//! `selfsame theme`: the look and the words of the pages, to start one's own from.

use super::failure::Failure;
use super::output::print;
use crate::pages::{assets, language, templates};
use clap::{Args, Subcommand};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  selfsame theme export my-theme

Then delete what you do not change, and name the folders in the configuration:
  pages:
    templates: my-theme/templates
    words: my-theme/words";

/// Arguments of `theme`.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the built-in templates and words into a folder
    #[command(after_help = EXAMPLES)]
    Export {
        /// The folder; files that are there already are left alone
        folder: PathBuf,
    },
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        Command::Export { folder } => export(folder),
    }
}

fn export(folder: &Path) -> Result<(), Failure> {
    let mut written = 0;
    let templates = templates::BUILT_IN.iter().map(|(name, text)| ("templates", (*name).to_owned(), *text));
    let style = [("templates", "style.css".to_owned(), assets::STYLE)];
    let words = language::LANGUAGES.iter().map(|spoken| ("words", format!("{}.ftl", spoken.tag), spoken.catalogue));
    for (below, name, text) in templates.chain(style).chain(words) {
        let path = folder.join(below).join(name);
        let failed = |error: std::io::Error| Failure::Failed(format!("cannot write {}: {error}", path.display()));
        std::fs::create_dir_all(folder.join(below)).map_err(failed)?;
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => file.write_all(text.as_bytes()).map_err(failed)?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(failed(error)),
        }
        written += 1;
    }
    print(format!("wrote {written} files into {}", folder.display()))
}
