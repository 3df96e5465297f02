//! `selfsame completions`, `man` and `version`: what the program says about itself.

use super::Cli;
use super::failure::Failure;
use super::output::{OutputArgs, note, print_raw};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Arguments of `completions`.
#[derive(Args)]
#[command(after_help = "Example:\n  selfsame completions bash > /etc/bash_completion.d/selfsame")]
pub struct CompletionsArguments {
    /// The shell
    shell: Shell,
}

pub fn completions(arguments: &CompletionsArguments) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "selfsame", &mut script);
    print_raw(&script)
}

/// Arguments of `man`.
#[derive(Args)]
#[command(after_help = "Examples:\n  selfsame man | man -l -\n  selfsame man --folder /usr/local/share/man/man1")]
pub struct ManArguments {
    /// Write the pages of all commands into this folder, instead of the first one to standard output
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

pub fn man(arguments: &ManArguments) -> Result<(), Failure> {
    let mut command = Cli::command().disable_help_subcommand(true);
    // Gives the commands below their full names.
    command.build();
    match &arguments.folder {
        None => print_raw(&page(&command)?),
        Some(folder) => {
            std::fs::create_dir_all(folder).map_err(|error| Failure::file("create", folder, &error))?;
            let written = write_pages(&command, folder)?;
            note(format!("{written} pages in {}", folder.display()));
            Ok(())
        }
    }
}

fn write_pages(command: &clap::Command, folder: &Path) -> Result<usize, Failure> {
    let path = folder.join(format!("{}.1", command.get_display_name().unwrap_or_else(|| command.get_name())));
    std::fs::write(&path, page(command)?).map_err(|error| Failure::file("write", &path, &error))?;
    let below = command.get_subcommands().filter(|below| !below.is_hide_set());
    below.map(|below| write_pages(below, folder)).try_fold(1, |sum, one| Ok(sum + one?))
}

fn page(command: &clap::Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(command.clone()).render(&mut page);
    rendered.map_err(|error| Failure::Failed(format!("cannot make the manual page: {error}")))?;
    Ok(page)
}

/// Arguments of `version`.
#[derive(Args)]
#[command(after_help = "Example:\n  selfsame version --json")]
pub struct VersionArguments {
    #[command(flatten)]
    output: OutputArgs,
}

pub fn version(arguments: &VersionArguments) -> Result<(), Failure> {
    let version = env!("CARGO_PKG_VERSION");
    arguments.output.show(&json!({ "version": version }), || format!("selfsame {version}"))
}
