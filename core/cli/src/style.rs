//! How text stands on a terminal: bold, dim, and harmless.

use anstyle::Style;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();

/// Text from a document may hold control characters; none reaches the terminal.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(clean_letter).collect()
}

/// The letter, or a replacement for one that moves the cursor or turns the direction of text.
pub(crate) fn clean_letter(letter: char) -> char {
    let moves = letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if moves { '\u{FFFD}' } else { letter }
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(
            clean("C=UT,\u{1b}[2J\u{202e}O=\r\u{9b}x é"),
            "C=UT,\u{fffd}[2J\u{fffd}O=\u{fffd}\u{fffd}x é"
        );
    }
}
