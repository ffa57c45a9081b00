//! Bits as letters that an address can carry: six to a letter, most significant first (RFC 4648 §5, without padding).

/// The 64 letters in order.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Writes bits.
#[derive(Debug, Default)]
pub(super) struct BitWriter {
    bits: Vec<bool>,
}

impl BitWriter {
    /// The lowest `width` bits of a number, at most 32.
    pub(super) fn put(&mut self, number: u32, width: u32) {
        self.bits.extend((0..width).rev().map(|bit| number >> bit & 1 == 1));
    }

    /// One bit.
    pub(super) fn flag(&mut self, is: bool) {
        self.bits.push(is);
    }

    /// How many bits there are.
    pub(super) const fn len(&self) -> usize {
        self.bits.len()
    }

    /// The letters; noughts fill the last one, and letters that say nothing but nought are left out at the end.
    pub(super) fn letters(&self) -> String {
        let letter = |six: &[bool]| {
            let number = (0..6).fold(0, |n, i| n << 1 | usize::from(six.get(i).copied().unwrap_or(false)));
            char::from(LETTERS[number])
        };
        let all: String = self.bits.chunks(6).map(letter).collect();
        all.trim_end_matches('A').to_owned()
    }
}

/// Reads bits; after the last one there is nothing but noughts.
#[derive(Debug)]
pub(super) struct BitReader<'a> {
    letters: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    pub(super) const fn new(letters: &'a str) -> Self {
        Self {
            letters: letters.as_bytes(),
            at: 0,
        }
    }

    /// Whether all that was written has been read.
    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.letters.len() * 6
    }

    /// One bit. Letters that are none of the 64 are noughts.
    pub(super) fn flag(&mut self) -> bool {
        let letter = self.letters.get(self.at / 6);
        let number = letter.and_then(|letter| LETTERS.iter().position(|l| l == letter));
        let bit = number.unwrap_or(0) >> (5 - self.at % 6) & 1;
        self.at += 1;
        bit == 1
    }

    /// A number of so many bits, at most 32.
    pub(super) fn take(&mut self, width: u32) -> u32 {
        (0..width).fold(0, |n, _| n << 1 | u32::from(self.flag()))
    }
}
