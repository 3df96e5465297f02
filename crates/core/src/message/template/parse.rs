//! From tokens to nodes.

use super::TemplateError;
use super::functions;
use super::lex::{Piece, Token, pieces};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A step of a template, with its line where it can fail.
#[derive(Clone)]
pub enum Node {
    Text(String),
    Print(usize, Pipeline),
    Set(usize, String, Pipeline),
    If { line: usize, condition: Pipeline, then: Vec<Node>, otherwise: Vec<Node> },
    With { line: usize, value: Pipeline, then: Vec<Node>, otherwise: Vec<Node> },
    Range { line: usize, over: Pipeline, body: Vec<Node>, otherwise: Vec<Node> },
    Call { line: usize, name: String, with: Option<Pipeline> },
    Break,
    Continue,
}

/// Commands, each fed with the result of the one before; and the variables that take the result.
#[derive(Clone)]
pub struct Pipeline {
    pub variables: Vec<String>,
    /// The variable is a new one.
    pub declares: bool,
    pub commands: Vec<Vec<Operand>>,
}

/// A value to be, with fields of it.
#[derive(Clone)]
pub struct Operand {
    pub base: Base,
    pub path: Vec<String>,
}

/// Where a value comes from.
#[derive(Clone)]
pub enum Base {
    Dot,
    Variable(String),
    Literal(Value),
    Function(String),
    Pipeline(Box<Pipeline>),
}

/// Nesting of blocks and parentheses.
const MAX_DEPTH: usize = 64;

type Defined = BTreeMap<String, Arc<[Node]>>;

/// Parses one source; what it defines goes into `defined`.
pub fn parse(name: &str, source: &str, defined: &mut Defined) -> Result<Vec<Node>, TemplateError> {
    let pieces = pieces(name, source)?;
    let mut parser = Parser { name, pieces: pieces.into_iter(), line: 1, depth: 0, defined };
    match parser.block()? {
        (nodes, End::Source) => Ok(nodes),
        (_, end) => Err(parser.failed(format!("{} without a beginning", end.word()))),
    }
}

/// What ended a block.
enum End {
    Source,
    Block,
    Else(Vec<Token>),
}

impl End {
    const fn word(&self) -> &'static str {
        match self {
            Self::Source => "the end of the template",
            Self::Block => "{{end}}",
            Self::Else(_) => "{{else}}",
        }
    }
}

struct Parser<'a> {
    name: &'a str,
    pieces: std::vec::IntoIter<(usize, Piece)>,
    line: usize,
    depth: usize,
    defined: &'a mut Defined,
}

impl Parser<'_> {
    fn failed(&self, reason: impl Into<String>) -> TemplateError {
        TemplateError { name: self.name.to_owned(), line: self.line, reason: reason.into() }
    }

    fn enter(&mut self) -> Result<(), TemplateError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.failed("it is nested too deeply")) } else { Ok(()) }
    }

    fn block(&mut self) -> Result<(Vec<Node>, End), TemplateError> {
        self.enter()?;
        let mut nodes = Vec::new();
        while let Some((line, piece)) = self.pieces.next() {
            self.line = line;
            let tokens = match piece {
                Piece::Text(text) if text.is_empty() => continue,
                Piece::Text(text) => {
                    nodes.push(Node::Text(text));
                    continue;
                }
                Piece::Action(tokens) => tokens,
            };
            let keyword = match tokens.first() {
                Some(Token::Word(word)) => word.clone(),
                _ => String::new(),
            };
            let rest = tokens.get(1..).unwrap_or_default();
            match keyword.as_str() {
                "end" => return self.leave(nodes, End::Block),
                "else" => return self.leave(nodes, End::Else(trimmed(rest).to_vec())),
                "if" | "with" | "range" => nodes.push(self.branch(&keyword, rest)?),
                "define" => self.define(rest)?,
                "block" => nodes.push(self.inline_block(rest)?),
                "template" => nodes.push(self.call(rest)?),
                "break" => nodes.push(Node::Break),
                "continue" => nodes.push(Node::Continue),
                _ => nodes.push(self.action(&tokens)?),
            }
        }
        self.leave(nodes, End::Source)
    }

    #[expect(clippy::unnecessary_wraps, reason = "ends a block in one word")]
    fn leave(&mut self, nodes: Vec<Node>, end: End) -> Result<(Vec<Node>, End), TemplateError> {
        self.depth -= 1;
        Ok((nodes, end))
    }

    fn branch(&mut self, keyword: &str, tokens: &[Token]) -> Result<Node, TemplateError> {
        let line = self.line;
        let head = self.pipeline(tokens)?;
        let (then, end) = self.block()?;
        let otherwise = match end {
            End::Block => Vec::new(),
            End::Source => return Err(self.failed(format!("{{{{{keyword}}}}} of line {line} has no {{{{end}}}}"))),
            End::Else(rest) => match rest.first() {
                Some(Token::Word(word)) if matches!(word.as_str(), "if" | "with") => {
                    self.enter()?;
                    let nested = self.branch(word, &rest[1..])?;
                    self.depth -= 1;
                    vec![nested]
                }
                Some(_) => return Err(self.failed("expected nothing, if or with after else")),
                None => match self.block()? {
                    (nodes, End::Block) => nodes,
                    (_, end) => return Err(self.failed(format!("{{{{else}}}} ends with {}", end.word()))),
                },
            },
        };
        Ok(match keyword {
            "if" => Node::If { line, condition: head, then, otherwise },
            "with" => Node::With { line, value: head, then, otherwise },
            _ => Node::Range { line, over: head, body: then, otherwise },
        })
    }

    fn name_of<'t>(&self, tokens: &'t [Token]) -> Result<(String, &'t [Token]), TemplateError> {
        match trimmed(tokens) {
            [Token::Literal(Value::String(name)), rest @ ..] => Ok((name.clone(), trimmed(rest))),
            _ => Err(self.failed("expected the name of a template in quotes")),
        }
    }

    fn body(&mut self) -> Result<Vec<Node>, TemplateError> {
        match self.block()? {
            (nodes, End::Block) => Ok(nodes),
            (_, end) => Err(self.failed(format!("a definition ends with {}", end.word()))),
        }
    }

    fn define(&mut self, tokens: &[Token]) -> Result<(), TemplateError> {
        let (name, _) = self.name_of(tokens)?;
        let body = self.body()?;
        self.defined.insert(name, body.into());
        Ok(())
    }

    fn inline_block(&mut self, tokens: &[Token]) -> Result<Node, TemplateError> {
        let line = self.line;
        let (name, with) = self.name_of(tokens)?;
        let with = Some(self.pipeline(with)?);
        let body = self.body()?;
        self.defined.insert(name.clone(), body.into());
        Ok(Node::Call { line, name, with })
    }

    fn call(&mut self, tokens: &[Token]) -> Result<Node, TemplateError> {
        let (name, with) = self.name_of(tokens)?;
        let with = if with.is_empty() { None } else { Some(self.pipeline(with)?) };
        Ok(Node::Call { line: self.line, name, with })
    }

    fn action(&mut self, tokens: &[Token]) -> Result<Node, TemplateError> {
        let mut pipeline = self.pipeline(tokens)?;
        if pipeline.variables.len() > 1 {
            return Err(self.failed("only range sets two variables"));
        }
        Ok(match pipeline.variables.pop() {
            Some(variable) => Node::Set(self.line, variable, pipeline),
            None => Node::Print(self.line, pipeline),
        })
    }

    fn pipeline(&mut self, tokens: &[Token]) -> Result<Pipeline, TemplateError> {
        self.enter()?;
        let tokens = trimmed(tokens);
        let setter = tokens.iter().position(|token| matches!(token, Token::Declare | Token::Assign));
        let (mut variables, mut rest, mut declares) = (Vec::new(), tokens, false);
        if let Some(at) = setter.filter(|_| matches!(tokens.first(), Some(Token::Variable(_)))) {
            for token in &tokens[..at] {
                match token {
                    Token::Variable(name) if !name.is_empty() => variables.push(name.clone()),
                    Token::Space | Token::Comma => {}
                    _ => return Err(self.failed("expected variables before :=")),
                }
            }
            (declares, rest) = (tokens[at] == Token::Declare, trimmed(&tokens[at + 1..]));
        }
        let (mut commands, mut command, mut at) = (Vec::new(), Vec::new(), 0);
        while at < rest.len() {
            match &rest[at] {
                Token::Space => at += 1,
                Token::Pipe => {
                    commands.push(std::mem::take(&mut command));
                    at += 1;
                }
                _ => at = self.operand(rest, at, &mut command)?,
            }
        }
        commands.push(command);
        if commands.iter().any(Vec::is_empty) {
            return Err(self.failed("a value is missing"));
        }
        self.depth -= 1;
        Ok(Pipeline { variables, declares, commands })
    }

    /// Reads one operand; where the next one begins.
    fn operand(&mut self, tokens: &[Token], mut at: usize, command: &mut Vec<Operand>) -> Result<usize, TemplateError> {
        let mut path = Vec::new();
        let base = match &tokens[at] {
            Token::Field(name) => {
                path.extend((!name.is_empty()).then(|| name.clone()));
                Base::Dot
            }
            Token::Variable(name) => Base::Variable(name.clone()),
            Token::Literal(value) => Base::Literal(value.clone()),
            Token::Word(name) if functions::is_known(name) => Base::Function(name.clone()),
            Token::Word(name) => return Err(self.failed(format!("there is no function {name:?}"))),
            Token::Open => {
                let close = closing(tokens, at).ok_or_else(|| self.failed("a parenthesis is not closed"))?;
                let inner = self.pipeline(&tokens[at + 1..close])?;
                at = close;
                Base::Pipeline(Box::new(inner))
            }
            _ => return Err(self.failed("expected a value")),
        };
        at += 1;
        while let Some(Token::Field(name)) = tokens.get(at).filter(|token| matches!(token, Token::Field(name) if !name.is_empty())) {
            path.push(name.clone());
            at += 1;
        }
        command.push(Operand { base, path });
        Ok(at)
    }
}

fn trimmed(mut tokens: &[Token]) -> &[Token] {
    while let [Token::Space, rest @ ..] | [rest @ .., Token::Space] = tokens {
        tokens = rest;
    }
    tokens
}

fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0;
    tokens[open..]
        .iter()
        .position(|token| {
            match token {
                Token::Open => depth += 1,
                Token::Close => depth -= 1,
                _ => {}
            }
            depth == 0
        })
        .map(|offset| open + offset)
}
