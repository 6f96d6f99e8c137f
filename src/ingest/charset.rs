//! Bytes → text, in whatever encoding they come.
//!
//! A [`Decoder`] takes slices and carries characters over their borders. What
//! cannot be read as a character becomes U+FFFD, is counted, and keeps its
//! place; zeros between the characters, which some exports pad with, are left
//! out and counted.
//!
//! As long as a file has nothing but ASCII its encoding is open: it is settled
//! by the first stretch that has more.

use encoding_rs::{DecoderResult, Encoding, UTF_8};

use crate::error::{Error, ErrorKind, Result};
use crate::text::{Notice, Text};

use super::detect::{self, Guess};
use super::splitter::line_end;

/// How much is looked at from the first character beyond ASCII on, where that comes late.
const WINDOW: usize = 1 << 16;

/// How much of the lines that cannot be read is kept to say what they may be.
const STRANGE: usize = 1 << 12;

/// The encoding of a name that a user gave.
///
/// # Errors
/// [`ErrorKind::BadParameter`] when there is none of that name.
pub(super) fn named(label: &str) -> Result<&'static Encoding> {
    Encoding::for_label_no_replacement(label.trim().as_bytes()).ok_or_else(|| {
        Error::bad_parameter(
            "encoding",
            format_args!("“{}”", label.escape_debug()),
            "it must be the name of an encoding, such as UTF-8, GB18030, Big5, Shift_JIS, EUC-KR, UTF-16LE or windows-1252",
            "应为编码名称，例如 UTF-8、GB18030、Big5、Shift_JIS、EUC-KR、UTF-16LE 或 windows-1252",
        )
    })
}

/// The name of an encoding in reports.
pub(super) fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "gb18030" => "GB18030",
        name => name,
    }
}

/// Reads bytes as text.
pub(super) struct Decoder {
    encoding: &'static Encoding,
    reason: Text,
    state: encoding_rs::Decoder,
    /// What follows the first character beyond ASCII, until there is enough of it.
    open: Option<Vec<u8>>,
    /// The length of the text so far.
    written: u64,
    bad: u64,
    first_bad: Option<u64>,
    zeros: u64,
    /// Lines with what could not be read, as they stand in the file.
    strange: Vec<u8>,
}

impl Decoder {
    /// Reads by this guess from the first byte of the file on.
    pub(super) fn new(guess: Guess) -> Self {
        Self {
            encoding: guess.encoding,
            reason: guess.reason,
            state: guess.encoding.new_decoder_with_bom_removal(),
            open: guess.open.then(Vec::new),
            written: 0,
            bad: 0,
            first_bad: None,
            zeros: 0,
            strange: Vec::new(),
        }
    }

    /// The encoding as far as it is known.
    pub(super) fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// Why it is taken.
    pub(super) fn reason(&self) -> &Text {
        &self.reason
    }

    /// Where in the text the first U+FFFD stands for what could not be read.
    pub(super) fn first_bad(&self) -> Option<u64> {
        self.first_bad
    }

    /// Reads on, and at the `last` slice to the end.
    pub(super) fn push(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let Some(window) = &mut self.open else {
            return self.decode(bytes, last, text);
        };
        let ascii = if window.is_empty() {
            bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len())
        } else {
            0
        };
        window.extend_from_slice(&bytes[ascii..]);
        if window.len() < WINDOW && !last {
            return self.decode(&bytes[..ascii], false, text);
        }
        let window = self.open.take().unwrap_or_default();
        if window.is_empty() {
            return self.decode(bytes, last, text);
        }
        self.decode(&bytes[..ascii], false, text);
        let guess = detect::guess(&window, last);
        (self.encoding, self.reason) = (guess.encoding, guess.reason);
        self.state = guess.encoding.new_decoder_without_bom_handling();
        self.decode(&window, last, text);
    }

    fn decode(&mut self, bytes: &[u8], last: bool, text: &mut String) {
        let mut rest = bytes;
        loop {
            let start = text.len();
            let room = self.state.max_utf8_buffer_length_without_replacement(rest.len());
            text.reserve(room.unwrap_or(rest.len()));
            let (result, read) = self.state.decode_to_string_without_replacement(rest, text, last);
            let done = bytes.len() - rest.len() + read;
            rest = &rest[read..];
            Self::leave_out_marks(text, start);
            self.leave_out_zeros(text, start);
            match result {
                DecoderResult::Malformed(..) => {
                    self.bad += 1;
                    self.first_bad.get_or_insert(self.written + (text.len() - start) as u64);
                    text.push('\u{fffd}');
                    self.keep_strange(bytes, done);
                }
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            }
            self.written += (text.len() - start) as u64;
            if matches!(result, DecoderResult::InputEmpty) {
                return;
            }
        }
    }

    /// An export of an export begins with more than one byte order mark, and
    /// files that were put together have them inside.
    fn leave_out_marks(text: &mut String, start: usize) {
        if text[start..].contains('\u{feff}') {
            let tail = text.split_off(start).replace('\u{feff}', "");
            text.push_str(&tail);
        }
    }

    fn leave_out_zeros(&mut self, text: &mut String, start: usize) {
        let zeros = text[start..].matches('\0').count();
        if zeros > 0 {
            let tail = text.split_off(start);
            text.extend(tail.chars().filter(|&char| char != '\0'));
            self.zeros += zeros as u64;
        }
    }

    /// Keeps the line around a place.
    fn keep_strange(&mut self, bytes: &[u8], place: usize) {
        const AROUND: usize = 200;
        if self.strange.len() >= STRANGE {
            return;
        }
        let from = place.saturating_sub(AROUND);
        let start = bytes[from..place]
            .iter()
            .rposition(|&byte| line_end(byte))
            .map_or(from, |end| from + end + 1);
        let to = bytes.len().min(place + AROUND);
        let end = bytes[place..to]
            .iter()
            .position(|&byte| line_end(byte))
            .map_or(to, |end| place + end);
        self.strange.extend_from_slice(&bytes[start..end]);
        self.strange.push(b'\n');
    }

    /// What is to be known of the reading; the line is that of the first bad character.
    pub(super) fn notices(&self, line: Option<u64>) -> Vec<Notice> {
        let mut notices = Vec::new();
        if self.bad > 0 {
            notices.push(self.bad_characters(line));
        }
        if self.zeros > 0 {
            let zeros = self.zeros;
            notices.push(Notice::note(
                "zeros_left_out",
                format!("Zero bytes between the characters were left out: {zeros}. They are padding, not text."),
                format!("已略去字符之间的 {zeros} 个零字节，它们是填充而非文字。"),
            ));
        }
        notices
    }

    fn bad_characters(&self, line: Option<u64>) -> Notice {
        let (bad, name) = (self.bad, name(self.encoding));
        let place = line.map_or(Text::new("", ""), |line| {
            Text::new(format!(", the first in line {line}"), format!("，首个在第 {line} 行"))
        });
        let other = (self.encoding == UTF_8).then(|| detect::characters(&self.strange)).flatten();
        let hint = match other {
            Some(other) => Text::new(
                format!(
                    "Those lines look like {other}: perhaps files of two encodings were put together. If the whole file is meant so, choose that encoding.",
                    other = self::name(other)
                ),
                format!(
                    "这些行像是 {other} 编码，可能是把两种编码的文件拼在了一起。如果整个文件都是这种编码，请改选。",
                    other = self::name(other)
                ),
            ),
            None => Text::new(
                "If more than single characters look wrong, choose another encoding.",
                "如果不止个别字符有误，请改选其他编码。",
            ),
        };
        Notice::warning(
            "bad_characters",
            format!(
                "Characters that cannot be read as {name}: {bad}{}. The rows are kept, and � stands where they were. {}",
                place.en, hint.en
            ),
            format!(
                "有 {bad} 个字符无法按 {name} 读取{}。这些行已保留，无法读取处以 � 代替。{}",
                place.zh, hint.zh
            ),
        )
    }
}

/// That what was read is text at all.
///
/// # Errors
/// [`ErrorKind::NotText`] when it holds more zeros, control signs or wrong bytes than text does.
pub(super) fn is_text(text: &str, decoder: &Decoder) -> Result<()> {
    let control = |char: char| char < ' ' && !matches!(char, '\t' | '\n' | '\r' | '\x0b' | '\x0c' | '\x1a' | '\x1b');
    let controls = text.chars().filter(|&char| control(char)).count();
    let length = text.chars().count() as u64;
    let wrong = decoder.zeros * 100 > length || controls as u64 * 50 > length || decoder.bad * 5 > length;
    if !wrong {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::NotText,
        "This is not a table but a program's own format. Open a CSV file or a workbook of orders or customers.",
        "这不是表格，而是某种程序的专用格式。请打开订单或客户的 CSV 文件或工作簿。",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(label: &str) -> Guess {
        Guess {
            encoding: named(label).unwrap(),
            reason: Text::new("", ""),
            open: false,
        }
    }

    fn decoded(bytes: &[u8], slices: &[&[u8]], guess: Guess) -> (String, u64, Option<u64>) {
        let mut decoder = Decoder::new(guess);
        let mut text = String::new();
        for slice in slices {
            decoder.push(slice, false, &mut text);
        }
        decoder.push(&[], true, &mut text);
        assert_eq!(slices.iter().map(|slice| slice.len()).sum::<usize>(), bytes.len());
        (text, decoder.bad, decoder.first_bad)
    }

    /// A text and the encodings it can be written in.
    const TEXTS: &[(&str, &[&str])] = &[
        (
            "客户,日期,金额\r\n张三丰,2024年1月31日,￥1,5\n",
            &["UTF-8", "GB18030", "GBK", "UTF-16LE", "UTF-16BE"],
        ),
        ("𠀀é😀,1\n", &["UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"]),
        ("客戶,金額\n臺北市,12\n", &["Big5", "GB18030"]),
        ("顧客,日付\nﾔﾏﾀﾞ太郎,２０２４年\n", &["Shift_JIS", "EUC-JP"]),
        ("顧客,日付\n山田太郎,2024\n", &["ISO-2022-JP"]),
        ("고객,금액\n김철수,5\n", &["EUC-KR"]),
        ("Müller,Straße,€\n", &["windows-1252", "ISO-8859-15"]),
        ("Клиент,Сумма\n", &["windows-1251", "KOI8-R", "IBM866"]),
    ];

    /// `encoding_rs` does not write UTF-16.
    fn encoded(text: &str, label: &str) -> Vec<u8> {
        let encoding = named(label).unwrap();
        match label {
            "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => {
                let (bytes, _, lost) = encoding.encode(text);
                assert!(!lost, "{label} {text}");
                bytes.into_owned()
            }
        }
    }

    #[test]
    fn every_split_gives_the_same_text() {
        for (text, labels) in TEXTS {
            for label in *labels {
                let bytes = encoded(text, label);
                for first in 0..=bytes.len() {
                    for second in first..=bytes.len() {
                        let slices = [&bytes[..first], &bytes[first..second], &bytes[second..]];
                        let (read, bad, _) = decoded(&bytes, &slices, guess(label));
                        assert_eq!((read.as_str(), bad), (*text, 0), "{label} {first} {second}");
                    }
                }
            }
        }
    }

    #[test]
    fn every_split_finds_the_same_bad_characters() {
        for (bytes, label, text) in [
            (
                &b"a\xe5\xae,\xff1\xe5\xae\xa2\n\xe5"[..],
                "UTF-8",
                "a\u{fffd},\u{fffd}1客\n\u{fffd}",
            ),
            (b"a\xff,\xbf\n\xbf\xcd", "GB18030", "a\u{fffd},\u{fffd}\n客"),
            (b"a\0\x00\xd8b\0c", "UTF-16LE", "a\u{fffd}b\u{fffd}"),
        ] {
            let whole = decoded(bytes, &[bytes], guess(label));
            assert_eq!(whole.0, text, "{label}");
            assert_eq!(whole.1, text.matches('\u{fffd}').count() as u64);
            assert_eq!(whole.2, text.find('\u{fffd}').map(|place| place as u64));
            for split in 0..=bytes.len() {
                assert_eq!(
                    decoded(bytes, &[&bytes[..split], &bytes[split..]], guess(label)),
                    whole,
                    "{label} {split}"
                );
            }
        }
    }

    #[test]
    fn an_encoding_is_open_until_it_shows() {
        let ascii = "a,b,1\n".repeat(30_000);
        let open = || Guess {
            open: true,
            ..guess("UTF-8")
        };
        for (label, rest) in [
            ("GB18030", "客户编号,日期,金额\n张三,北京,5\n"),
            ("UTF-8", "客户编号,日期\n"),
            ("UTF-8", ""),
        ] {
            let bytes = [ascii.as_bytes(), &encoded(rest, label)].concat();
            let mut decoder = Decoder::new(open());
            let mut text = String::new();
            for slice in bytes.chunks(977) {
                decoder.push(slice, false, &mut text);
            }
            decoder.push(&[], true, &mut text);
            assert_eq!((text, name(decoder.encoding())), (format!("{ascii}{rest}"), label));
        }
    }

    #[test]
    fn zeros_are_left_out_and_counted() {
        let mut decoder = Decoder::new(guess("UTF-8"));
        let mut text = String::new();
        decoder.push(b"a\0,\xffb\0\n", true, &mut text);
        assert_eq!((text.as_str(), decoder.zeros, decoder.first_bad), ("a,\u{fffd}b\n", 2, Some(2)));
        assert_eq!(is_text(&text, &decoder).unwrap_err().kind(), ErrorKind::NotText);
    }

    #[test]
    fn lines_of_another_encoding_are_recognised() {
        let mut bytes = "客户,日期\n".repeat(100).into_bytes();
        bytes.extend(encoded("张三,北京市朝阳区\n李四,上海市\n", "GB18030"));
        let mut decoder = Decoder::new(guess("UTF-8"));
        decoder.push(&bytes, true, &mut String::new());
        let notices = decoder.notices(Some(101));
        assert_eq!(notices.len(), 1);
        let text = &notices[0].text;
        assert!(
            text.en.contains("the first in line 101. ") && text.en.contains("look like GB18030"),
            "{}",
            text.en
        );
        assert!(text.zh.contains("像是 GB18030 编码"), "{}", text.zh);
    }

    #[test]
    fn names_are_those_of_the_standard() {
        for (label, expected) in [
            ("gbk", "GBK"),
            (" GB2312 ", "GBK"),
            ("gb18030", "GB18030"),
            ("latin1", "windows-1252"),
            ("utf-16", "UTF-16LE"),
            ("sjis", "Shift_JIS"),
        ] {
            assert_eq!(name(named(label).unwrap()), expected, "{label}");
        }
        let error = named("EBCDIC").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BadParameter);
        assert!(error.to_string().contains("Shift_JIS"), "{error}");
    }
}
