//! `Debug` without content, for types that hold personal data or keys: it can be written into any log.

/// Writes the name of the type alone.
macro_rules! silent_debug {
    ($($type:ident $(<$parameter:ident>)?),+ $(,)?) => {
        $(
            impl $(<$parameter>)? core::fmt::Debug for $type $(<$parameter>)? {
                fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                    f.debug_struct(stringify!($type)).finish_non_exhaustive()
                }
            }
        )+
    };
}

pub(crate) use silent_debug;

#[cfg(test)]
mod tests {
    use crate::lds::{Exchange, PersonalDetails};

    #[test]
    fn nothing_personal_is_written() {
        let details = PersonalDetails { full_name: Some("ERIKSSON".to_owned()), ..Default::default() };
        assert_eq!(format!("{details:?}"), "PersonalDetails { .. }");
        let exchange = Exchange { challenge: vec![7; 8], response: vec![9; 8], expected_challenge: None };
        assert_eq!(format!("{:?}", Some(exchange)), "Some(Exchange { .. })");
    }
}
