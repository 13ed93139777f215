use std::ffi::OsString;

use clap::CommandFactory;

use crate::cli::Cli;

/// The arguments with two dashes before every long flag of `cpgen validate` that has only one: kubeconform's users write
/// `-strict`, and to clap that is `-s -t -r ...`.
pub fn two_dashes(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut args: Vec<OsString> = args.collect();
    let Some(verb) = args.iter().position(|arg| arg == "validate") else { return args };
    let has_one = |arg: &&OsString| arg.to_str().is_some_and(|arg| arg.len() > 2 && is_short(arg));
    if !args[verb..].iter().any(|arg| has_one(&arg)) {
        return args;
    }
    let cli = Cli::command();
    let flags =
        cli.find_subcommand("validate").map(|verb| verb.get_arguments().collect::<Vec<_>>()).unwrap_or_default();
    let is_flag = |name: &str| {
        flags.iter().any(|flag| {
            flag.get_long() == Some(name) || flag.get_all_aliases().is_some_and(|aliases| aliases.contains(&name))
        })
    };
    for arg in args[verb..].iter_mut().take_while(|arg| *arg != "--") {
        let Some(text) = arg.to_str().filter(|text| is_short(text)) else { continue };
        let name = text[1..].split('=').next().unwrap_or_default();
        if is_flag(name) {
            *arg = format!("-{text}").into();
        }
    }
    args
}

fn is_short(arg: &str) -> bool {
    arg.starts_with('-') && !arg.starts_with("--")
}
