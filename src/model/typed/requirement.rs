//! Which versions of Dateline a site can be built with.

use semver::{Version, VersionReq};
use serde::de::{Deserialize, Deserializer};

use crate::diagnostic::Code;
use crate::model::value::field::{deserialize_text, value_error};

/// Versions, as Cargo writes them: `>=0.2, <0.4`. A bare `0.2` means 0.2.0 and what is compatible with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement(VersionReq);

impl Requirement {
    /// Whether a version is one of them. One that has not been released yet counts as what it will be.
    pub fn allows(&self, version: &str) -> bool {
        let version = Version::parse(version).ok();
        let released = version.map(|version| Version::new(version.major, version.minor, version.patch));
        released.is_some_and(|version| self.0.matches(&version))
    }
}

impl<'de> Deserialize<'de> for Requirement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserialize_text(deserializer, "the versions of Dateline, such as `\">=0.2\"`")?;
        VersionReq::parse(text.trim()).map(Self).map_err(|_| {
            let message = format!("`{}` does not say which versions", text.trim());
            value_error(Code::WrongType, &message, "write the oldest one that will do: `\">=0.2\"`")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_version_means_those_that_are_compatible_and_others_are_bounds() {
        for (asked, version, fits) in [
            ("0.2", "0.2.7", true),
            ("0.2", "0.3.0", false),
            ("1", "1.9.0", true),
            (">=0.2", "0.1.9", false),
            (">=0.2", "0.2.0-rc.1", true),
            (">=0.2", "1.0.0", true),
            (">=0.2, <0.4", "0.4.0", false),
            ("*", "0.1.0", true),
        ] {
            let requirement = Requirement(VersionReq::parse(asked).unwrap());
            assert_eq!(requirement.allows(version), fits, "{asked} {version}");
        }
    }
}
