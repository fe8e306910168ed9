//! Enumerations with stable names: `as_str` and `Display` write the name, `FromStr` reads it, `ALL` lists the values.

/// A text that is not one of the stable names of its kind.
///
/// ```
/// use doc9303::report::Outcome;
/// let error = "passed".parse::<Outcome>().unwrap_err();
/// assert_eq!(error.to_string(), "no such outcome");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such {kind}")]
pub struct UnknownName {
    kind: &'static str,
}

impl UnknownName {
    /// The error for a text that names no value of a kind, such as `check`.
    pub(crate) const fn of(kind: &'static str) -> Self {
        UnknownName { kind }
    }
}

/// Gives an enumeration its names; each value is written once, with its name.
macro_rules! stable_names {
    ($type:ident, $kind:literal, $( $name:ident = $text:literal ),+ $(,)?) => {
        impl $type {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [$type] = &[ $( $type::$name, )+ ];

            /// The stable name.
            pub const fn as_str(self) -> &'static str {
                match self { $( $type::$name => $text, )+ }
            }
        }

        $crate::vocabulary::displayed!($type, $kind, $type::ALL.iter().copied());
    };
}

/// `Display` and `FromStr` of a type with `as_str`, over its values.
macro_rules! displayed {
    ($type:ty, $kind:literal, $values:expr) => {
        impl core::fmt::Display for $type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl core::str::FromStr for $type {
            type Err = $crate::vocabulary::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                let named = |value: &$type| value.as_str() == name;
                let mut values = $values;
                values.find(named).ok_or($crate::vocabulary::UnknownName::of($kind))
            }
        }
    };
}

pub(crate) use {displayed, stable_names};
