//! Values of which both config, `org/` and front matter speak.

mod commit;
mod craft;
mod date;
mod interval;
mod kind;
mod web;

pub use commit::CommitPrefix;
pub use craft::Craft;
pub use date::Date;
pub use interval::ReviewInterval;
pub use kind::PageKind;
pub use web::WebAddress;

/// A type that is one of a few words: the words, reading, showing and JSON.
macro_rules! one_of {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The words for them, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];

            /// The word for it in files, on pages and in JSON.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The one that this word stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl $crate::metadata::FromValue for $name {
            const SCALAR: $crate::metadata::Scalar =
                $crate::metadata::Scalar::Words(Self::WORDS);

            fn from_value(
                value: &::toml::de::DeValue<'_>,
            ) -> Result<Self, $crate::metadata::Refusal> {
                let word = $crate::metadata::text_of(value)?;
                Self::from_word(word).ok_or_else(|| {
                    $crate::metadata::not_one_of(word, Self::ALL.iter().map(|one| one.as_str()))
                })
            }
        }
    };
}
pub(crate) use one_of;
