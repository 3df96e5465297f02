//! The templates: built in, single ones replaceable by files of a folder. They are compiled when the first page is
//! asked for; an operator's own are compiled at the start as well, so that a mistake stops it.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value};
use std::path::Path;
use std::sync::OnceLock;

macro_rules! built_in {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!("templates/", $name)))),*] };
}

/// Name and text of every built-in template.
pub const BUILT_IN: &[(&str, &str)] = built_in! {
    "layout.html" "parts.html" "flow.html" "settings.html" "home.html" "logout.html" "error.html" "outbox.html"
};

/// A template that does not compile.
#[derive(Debug, thiserror::Error)]
#[error("pages.templates: {place}: {reason}")]
pub struct BadTemplate {
    place: String,
    reason: String,
}

pub struct Templates {
    /// What the operator has instead, by name.
    own: Vec<(&'static str, String)>,
    compiled: OnceLock<Environment<'static>>,
    built_in: OnceLock<Environment<'static>>,
}

impl Templates {
    /// The built-in templates, those in `folder` in the place of theirs.
    pub fn load(folder: Option<&Path>) -> Result<Self, BadTemplate> {
        let own = folder.map(read).transpose()?.unwrap_or_default();
        let templates = Self { own, compiled: OnceLock::new(), built_in: OnceLock::new() };
        if !templates.own.is_empty() {
            compile(&templates.own).map_err(|error| {
                let folder = folder.unwrap_or(Path::new("")).display();
                let place = format!("{folder}/{}, line {}", error.name().unwrap_or_default(), error.line().unwrap_or_default());
                BadTemplate { place, reason: reason(&error) }
            })?;
        }
        Ok(templates)
    }

    /// A page. Where a template of the operator's fails, the built-in ones render it.
    pub fn render(&self, name: &str, context: Value) -> Result<String, Error> {
        let compiled = |own: &[(&'static str, String)]| compile(own).unwrap_or_else(|_| environment());
        if self.own.is_empty() {
            return self.built_in.get_or_init(|| compiled(&[])).get_template(name)?.render(context);
        }
        let own = self.compiled.get_or_init(|| compiled(&self.own));
        own.get_template(name)?.render(context.clone()).or_else(|error| {
            let (template, line) = (error.name().unwrap_or(name).to_owned(), error.line().unwrap_or_default());
            tracing::error!(template, line, error = reason(&error), "a template of pages.templates failed; the built-in one stands in");
            self.built_in.get_or_init(|| compiled(&[])).get_template(name)?.render(context)
        })
    }
}

fn read(folder: &Path) -> Result<Vec<(&'static str, String)>, BadTemplate> {
    let failed = |error: std::io::Error| BadTemplate { place: folder.display().to_string(), reason: error.to_string() };
    let mut own = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let Some((known, _)) = BUILT_IN.iter().find(|(known, _)| *known == name) else {
            let names: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
            let reason = format!("there is no template of this name to stand in for; there are {}", names.join(", "));
            return Err(BadTemplate { place: path.display().to_string(), reason });
        };
        own.push((*known, std::fs::read_to_string(&path).map_err(failed)?));
    }
    Ok(own)
}

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    environment
}

fn compile(own: &[(&'static str, String)]) -> Result<Environment<'static>, Error> {
    let mut environment = environment();
    for (name, text) in BUILT_IN {
        match own.iter().find(|(known, _)| known == name) {
            Some((_, text)) => environment.add_template_owned(*name, text.clone())?,
            None => environment.add_template(name, text)?,
        }
    }
    Ok(environment)
}

/// The error and its cause; never a value of the context.
fn reason(error: &Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind()))
}

#[cfg(test)]
mod tests;
