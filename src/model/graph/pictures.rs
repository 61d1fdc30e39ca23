//! The photographs of a site as they are published.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::model::address::path::ContentPath;

/// The photographs that pages show, by the file that they were drawn from. All others are published as they are.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    /// What was drawn of each.
    pub drawn: BTreeMap<ContentPath, Arc<Drawn>>,
}

/// What was drawn of a photograph: its versions, without anything that the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Its colour as a whole.
    pub tone: Tone,
    /// The version in the format of the file, which takes its place.
    pub whole: Version,
    /// The versions in WebP for screens of other widths, the narrowest first.
    pub versions: Vec<Version>,
}

/// A picture that was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// Its bytes.
    pub stored: Stored,
}

/// Where the bytes of something drawn are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// In a file of the cache folder, with its size in bytes.
    File(PathBuf, u64),
    /// In memory, if there is no cache folder.
    Bytes(Arc<[u8]>),
}

/// The mean colour of a picture: red, green, blue, each one of four levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tone(pub [u8; 3]);

impl Default for Tone {
    /// A light grey.
    fn default() -> Self {
        Self([2; 3])
    }
}

impl std::fmt::Display for Tone {
    /// Three digits from 0 to 3, as in the names of classes.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self([red, green, blue]) = self;
        write!(f, "{red}{green}{blue}")
    }
}
