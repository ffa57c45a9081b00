//! `sites.geojson` as it comes in, a piece at a time: each feature is read when its last byte is there and then let go,
//! so that neither a large file nor the time it takes to read is ever held in one piece.
//!
//! Only a file that is as it should be can be read so. Of any other it is said that it is [`Irregular`]; read as a whole,
//! it tells where the fault lies.

use super::document::{self, Extent};
use super::json::{Json, Raw, Text};
use super::kind::ProblemKind;
use super::problem::Problem;
use super::site::SiteReader;
use super::{File, Sources};
use crate::model::Sites;
use crate::rest::Rest;

/// Sites that have been read, and what was wrong with some.
#[derive(Debug, Clone, PartialEq)]
pub struct SitesRead {
    pub(super) sites: Sites,
    pub(super) problems: Vec<Problem>,
}

impl SitesRead {
    /// No sites, for a file that did not come.
    pub fn none() -> Self {
        Self::of(Sites::default())
    }

    /// Whether the file could not be read at all.
    pub fn is_nothing(&self) -> bool {
        self.problems.iter().any(Problem::is_about_the_whole_file)
    }

    /// Sites that nothing is wrong with.
    pub fn of(sites: Sites) -> Self {
        let problems = Vec::new();
        Self { sites, problems }
    }
}

/// The file must be read as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Irregular;

/// Where in the file the stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Before the list of features.
    Head,
    /// In the list, where a feature or, if none has come, the list's end may follow.
    Item,
    /// Behind a feature.
    Behind,
    /// Behind the list.
    Tail,
}

/// The sites on their way.
pub struct SiteStream<'b> {
    reader: SiteReader<'b>,
    at: At,
    /// What came and is not read yet, from `start` on.
    waiting: Vec<u8>,
    start: usize,
    /// How far into what waits a half feature has been looked through, and what was found there.
    looked: usize,
    depth: u32,
    in_text: bool,
    /// The file without its features.
    frame: Vec<u8>,
    count: usize,
    extent: Extent,
    problems: Vec<Problem>,
}

/// No frame about the features is so long.
const LONGEST_HEAD: usize = 1 << 16;

impl<'b> SiteStream<'b> {
    pub(super) fn new(reader: SiteReader<'b>) -> Self {
        Self {
            reader,
            at: At::Head,
            waiting: Vec::new(),
            start: 0,
            looked: 0,
            depth: 0,
            in_text: false,
            frame: Vec::new(),
            count: 0,
            extent: Extent::All,
            problems: Vec::new(),
        }
    }

    /// How many features have been read.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Takes the file's next bytes and reads what they complete.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), Irregular> {
        // What is read is let go now and then, not byte by byte.
        if self.start > 0 {
            self.waiting.drain(..self.start);
            self.start = 0;
        }
        self.waiting.extend_from_slice(bytes);
        while self.step()? {}
        Ok(())
    }

    /// Reads one thing, if it is all there.
    fn step(&mut self) -> Result<bool, Irregular> {
        match self.at {
            At::Head => {
                let Some(end) = head_end(&self.waiting) else {
                    return if self.waiting.len() > LONGEST_HEAD {
                        Err(Irregular)
                    } else {
                        Ok(false)
                    };
                };
                self.frame.extend_from_slice(&self.waiting[..end]);
                self.start = end;
                self.at = At::Item;
                Ok(true)
            }
            At::Item => match self.next_byte() {
                Some(b'{') => self.feature(),
                Some(b']') if self.count == 0 => {
                    self.at = At::Tail;
                    Ok(true)
                }
                Some(_) => Err(Irregular),
                None => Ok(false),
            },
            At::Behind => match self.next_byte() {
                Some(b',') => {
                    self.start += 1;
                    self.at = At::Item;
                    // An item must follow now: the list's end may not.
                    Ok(true)
                }
                Some(b']') => {
                    self.at = At::Tail;
                    Ok(true)
                }
                Some(_) => Err(Irregular),
                None => Ok(false),
            },
            At::Tail => {
                self.frame.extend_from_slice(&self.waiting[self.start..]);
                self.start = self.waiting.len();
                if self.frame.len() > 2 * LONGEST_HEAD {
                    Err(Irregular)
                } else {
                    Ok(false)
                }
            }
        }
    }

    /// Goes to the next byte that is no space.
    fn next_byte(&mut self) -> Option<u8> {
        let rest = self.waiting.get(self.start..)?;
        let spaces = rest
            .iter()
            .take_while(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t'))
            .count();
        self.start += spaces;
        self.waiting.get(self.start).copied()
    }

    /// Reads the feature that begins here, if its end is there.
    fn feature(&mut self) -> Result<bool, Irregular> {
        let Some(length) = self.look_for_end() else {
            return Ok(false);
        };
        let item = self.waiting.get(self.start..self.start + length).unwrap_or_default();
        let text = Text(std::str::from_utf8(item).map_err(|_| Irregular)?);
        let members = match text.value(Raw(text.0)) {
            Ok(Json::Object(members)) => Ok::<_, ProblemKind>(members),
            _ => return Err(Irregular),
        };
        self.count += 1;
        let reader = &mut self.reader;
        let is_read = document::numbered_feature(File::Sites, self.count, members, &mut self.problems, &mut |r, g| {
            reader.take(r, g);
        });
        if !is_read {
            self.extent = Extent::Some;
        }
        self.start += length;
        (self.looked, self.depth, self.in_text) = (0, 0, false);
        self.at = At::Behind;
        Ok(true)
    }

    /// The length of the object that begins here, if all of it has come.
    fn look_for_end(&mut self) -> Option<usize> {
        let rest = self.waiting.get(self.start..)?;
        let mut i = self.looked;
        while let Some(byte) = rest.get(i) {
            i += 1;
            if self.in_text {
                match byte {
                    b'"' => self.in_text = false,
                    // What is escaped ends nothing; if it has not come yet, look at both again.
                    b'\\' if i == rest.len() => {
                        i -= 1;
                        break;
                    }
                    b'\\' => i += 1,
                    _ => {}
                }
            } else {
                match byte {
                    b'"' => self.in_text = true,
                    b'{' => self.depth += 1,
                    b'}' => {
                        self.depth -= 1;
                        if self.depth == 0 {
                            return Some(i);
                        }
                    }
                    _ => {}
                }
            }
        }
        self.looked = i;
        None
    }

    /// All sites, once the file has ended.
    pub async fn finish(mut self, rest: &dyn Rest) -> Result<SitesRead, Irregular> {
        if self.at != At::Tail {
            return Err(Irregular);
        }
        // Without its features the file must be a collection of none.
        let frame = std::str::from_utf8(&self.frame).map_err(|_| Irregular)?;
        let mut sources = Sources::default();
        sources.put_text(File::Sites, frame);
        let mut of_frame = Vec::new();
        let extent = document::each_feature(&sources, File::Sites, &mut of_frame, &mut |_, _| {});
        if extent != Extent::All {
            return Err(Irregular);
        }
        let (sites, _) = self.reader.finish(self.extent, &mut self.problems, rest).await;
        self.problems.extend(of_frame);
        let problems = self.problems;
        Ok(SitesRead { sites, problems })
    }
}

/// Behind the bracket that opens the list of features.
fn head_end(text: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"\"features\"";
    let behind = text.windows(NAME.len()).position(|w| w == NAME)? + NAME.len();
    let is_space = |b: &u8| b.is_ascii_whitespace();
    let skip = |from: usize| text[from..].iter().position(|b| !is_space(b)).map(|n| from + n);
    let colon = skip(behind).filter(|i| text[*i] == b':')?;
    let bracket = skip(colon + 1).filter(|i| text[*i] == b'[')?;
    Some(bracket + 1)
}
