use super::Cli;
use clap::CommandFactory;

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn every_command_has_an_example() {
    fn check(command: &clap::Command, path: &str) {
        // Not for people.
        if command.is_hide_set() {
            return;
        }
        let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        let has_commands_below = command.get_subcommands().next().is_some();
        assert!(has_commands_below || help.contains("selfsame ") || path.contains(" sql "), "`{path}` has no example");
        for below in command.get_subcommands() {
            check(below, &format!("{path} {}", below.get_name()));
        }
    }
    check(&Cli::command(), "selfsame");
}
