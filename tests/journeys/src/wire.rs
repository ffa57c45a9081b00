//! The browser's own protocol (`DevTools`): a command, its answer, and the events that come in between.

use crate::failure::{Failure, Result};
use crate::log::Log;
use serde_json::{Value, json};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};
use tungstenite::{Message, WebSocket};

/// No command of ours takes longer on a working browser.
const ANSWER: Duration = Duration::from_mins(1);
/// How long a read waits before we look at the clock again.
const TICK: Duration = Duration::from_millis(100);

/// A connection to the browser or to one page. Journeys have it behind [`crate::Page`]; it is for browsers that others started.
pub struct Wire {
    socket: WebSocket<TcpStream>,
    last: u64,
    /// What the page has told so far.
    pub(crate) log: Log,
}

impl Wire {
    /// Connects to the browser of this machine that listens on a port: `/devtools/browser/…`, `/devtools/page/…`.
    pub fn connect(port: u16, path: &str) -> Result<Self> {
        let cannot = |error: String| Failure::new(format!("Chromium takes no connection: {error}"));
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(|e| cannot(e.to_string()))?;
        let url = format!("ws://127.0.0.1:{port}{path}");
        let (socket, _) = tungstenite::client(url, stream).map_err(|e| cannot(e.to_string()))?;
        socket.get_ref().set_nodelay(true).map_err(|e| cannot(e.to_string()))?;
        socket
            .get_ref()
            .set_read_timeout(Some(TICK))
            .map_err(|e| cannot(e.to_string()))?;
        Ok(Self {
            socket,
            last: 0,
            log: Log::default(),
        })
    }

    /// Sends a command and waits for its answer.
    pub fn call(&mut self, method: &str, parameters: Value) -> Result<Value> {
        let id = self.send(method, parameters)?;
        let deadline = Instant::now() + ANSWER;
        while Instant::now() < deadline {
            let Some(mut message) = self.read(method)? else {
                continue;
            };
            if message["id"] != id {
                self.log.hear(&message);
            } else if message["error"].is_null() {
                return Ok(message["result"].take());
            } else {
                let reason = message["error"]["message"].as_str().unwrap_or("no reason given");
                return Err(Failure::new(format!("{method}: {reason}")));
            }
        }
        Err(Failure::new(format!(
            "Chromium did not answer {method} within {ANSWER:?}"
        )))
    }

    /// Sends many commands, none of which waits for the one before; gives their answers in order.
    pub(crate) fn call_all(&mut self, commands: Vec<(&str, Value)>) -> Result<Vec<Value>> {
        let names: Vec<String> = commands.iter().map(|(method, _)| (*method).to_owned()).collect();
        let first = self.last + 1;
        for (method, parameters) in commands {
            self.send(method, parameters)?;
        }
        let mut answers = vec![None; names.len()];
        let mut missing = names.len();
        let deadline = Instant::now() + ANSWER;
        while missing > 0 {
            if Instant::now() > deadline {
                return Err(Failure::new(format!(
                    "Chromium did not answer {missing} of {names:?} within {ANSWER:?}"
                )));
            }
            let Some(mut message) = self.read("many commands")? else {
                continue;
            };
            let number = message["id"].as_u64().and_then(|id| id.checked_sub(first));
            let Some(at) = number.map(|at| at as usize).filter(|at| *at < names.len()) else {
                self.log.hear(&message);
                continue;
            };
            if let Some(reason) = message["error"]["message"].as_str() {
                return Err(Failure::new(format!("{}: {reason}", names[at])));
            }
            missing -= usize::from(answers[at].replace(message["result"].take()).is_none());
        }
        Ok(answers.into_iter().flatten().collect())
    }

    /// Sends a command that nobody will be left to answer; gives its number.
    pub fn send(&mut self, method: &str, parameters: Value) -> Result<u64> {
        self.last += 1;
        let mut command = json!({ "id": self.last, "method": method });
        command["params"] = parameters;
        self.socket
            .send(Message::text(command.to_string()))
            .map_err(|error| Failure::new(format!("{method} could not be sent: {error}")))?;
        Ok(self.last)
    }

    fn read(&mut self, awaited: &str) -> Result<Option<Value>> {
        match self.socket.read() {
            Ok(Message::Text(text)) => serde_json::from_str(&text)
                .map(Some)
                .map_err(|error| Failure::new(format!("Chromium sent no JSON: {error}"))),
            Ok(_) => Ok(None),
            Err(tungstenite::Error::Io(error))
                if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) =>
            {
                Ok(None)
            }
            Err(error) => Err(Failure::new(format!("Chromium was lost while {awaited}: {error}"))),
        }
    }
}
