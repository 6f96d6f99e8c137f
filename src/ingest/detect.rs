//! Which encoding a text is in, and why.
//!
//! A mark at the beginning says it; zeros in every second byte say UTF-16; what
//! is valid UTF-8 is UTF-8, for other text hardly ever is by chance. Among the
//! encodings of East Asia the one wins in which most characters are frequent
//! ones ([`frequent`](super::frequent)): tables are short on prose, but their
//! headings and cities are made of few characters. What is left goes by
//! chardetng, the detector of Firefox, which knows the European encodings.

use std::collections::HashSet;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::sorting;
use crate::text::Text;

use super::charset;
use super::frequent::{self, Script};
use super::splitter::line_end;

/// How much text beyond ASCII is looked at.
const LOOK: usize = 1 << 15;

/// An encoding and why it is taken.
pub(super) struct Guess {
    pub(super) encoding: &'static Encoding,
    pub(super) reason: Text,
    /// There is only ASCII, so any encoding that extends it may come yet.
    pub(super) open: bool,
}

impl Guess {
    fn new(encoding: &'static Encoding, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            encoding,
            reason: Text::new(en, zh),
            open: false,
        }
    }

    /// What the user says.
    pub(super) fn given(encoding: &'static Encoding) -> Self {
        Self::new(encoding, "You said so.", "由您指定。")
    }
}

/// The encoding of a file by its beginning, or by the `whole` of it.
pub(super) fn guess(sample: &[u8], whole: bool) -> Guess {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        let name = encoding.name();
        return Guess::new(
            encoding,
            format!("The file begins with the byte order mark of {name}."),
            format!("文件以 {name} 的字节顺序标记开头。"),
        );
    }
    if let Some(encoding) = utf16(sample) {
        let name = encoding.name();
        return Guess::new(
            encoding,
            format!("Every second byte of plain letters is zero, as in {name}."),
            format!("字母与数字每隔一个字节为零，与 {name} 相符。"),
        );
    }
    if sample.is_ascii() {
        if sample.windows(3).any(|bytes| matches!(bytes, b"\x1b$B" | b"\x1b$@")) {
            return Guess::new(
                ISO_2022_JP,
                "The signs that switch to Japanese characters are those of ISO-2022-JP.",
                "切换到日文字符的转义符是 ISO-2022-JP 的。",
            );
        }
        return Guess {
            open: true,
            ..Guess::new(
                UTF_8,
                "There are only plain letters, digits and signs, which are the same in all these encodings.",
                "只有基本的字母、数字和符号，各种编码写法相同。",
            )
        };
    }
    utf8(sample, whole).unwrap_or_else(|| {
        let lines = lines(sample, whole);
        eastern(&lines).unwrap_or_else(|| european(&lines))
    })
}

/// The encoding of East Asian text in which a piece makes sense, if there is one.
pub(super) fn characters(bytes: &[u8]) -> Option<&'static Encoding> {
    eastern(bytes).map(|guess| guess.encoding)
}

/// UTF-16 without a mark: the digits, commas and line ends of a table have a zero beside them.
fn utf16(sample: &[u8]) -> Option<&'static Encoding> {
    let head = &sample[..sample.len().min(LOOK)];
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = head.len() / 2;
    let by_the_way = |zeros: usize| zeros * 50 <= pairs;
    match pairs >= 4 {
        true if odd * 10 > pairs && by_the_way(even) => Some(UTF_16LE),
        true if even * 10 > pairs && by_the_way(odd) => Some(UTF_16BE),
        _ => None,
    }
}

/// UTF-8, when all of it is valid or nearly all: a text cut within a character, a stray byte.
fn utf8(sample: &[u8], whole: bool) -> Option<Guess> {
    let (mut valid, mut invalid) = (0_u64, 0_u64);
    let mut rest = sample;
    loop {
        match std::str::from_utf8(rest) {
            Ok(text) => {
                valid += beyond_ascii(text);
                break;
            }
            Err(error) => {
                let (text, after) = rest.split_at(error.valid_up_to());
                valid += beyond_ascii(std::str::from_utf8(text).unwrap_or_default());
                let Some(length) = error.error_len() else {
                    invalid += u64::from(whole);
                    break;
                };
                invalid += 1;
                rest = &after[length..];
            }
        }
    }
    match (valid, invalid) {
        (valid, 0) => Some(Guess::new(
            UTF_8,
            format!("All {valid} characters beyond ASCII that were looked at are valid UTF-8."),
            format!("所查看的 {valid} 个非 ASCII 字符全部符合 UTF-8。"),
        )),
        (valid, invalid) if valid > 8 * invalid => Some(Guess::new(
            UTF_8,
            format!(
                "{valid} of {} characters beyond ASCII that were looked at are valid UTF-8, which other encodings hardly ever are.",
                valid + invalid
            ),
            format!(
                "所查看的 {} 个非 ASCII 字符中有 {valid} 个符合 UTF-8，其他编码几乎不会如此。",
                valid + invalid
            ),
        )),
        _ => None,
    }
}

fn beyond_ascii(text: &str) -> u64 {
    text.chars().filter(|char| !char.is_ascii()).count() as u64
}

/// The lines that hold more than ASCII, each but once: names of cities come again.
fn lines(sample: &[u8], whole: bool) -> Vec<u8> {
    let cut = sample.iter().rposition(|&byte| line_end(byte)).filter(|_| !whole);
    let mut seen = HashSet::new();
    let mut lines = Vec::new();
    for line in sample[..cut.unwrap_or(sample.len())].split(|&byte| line_end(byte)) {
        if !line.is_ascii() && seen.insert(line) {
            lines.extend_from_slice(&line[..line.len().min(LOOK)]);
            lines.push(b'\n');
        }
        if lines.len() >= LOOK {
            break;
        }
    }
    lines
}

/// What a text would be in an encoding.
struct Reading {
    encoding: &'static Encoding,
    text: String,
    script: Script,
    /// Characters beyond ASCII, marks that all these languages share left out.
    characters: usize,
    frequent: usize,
    wrong: usize,
}

impl Reading {
    fn new(bytes: &[u8], encoding: &'static Encoding, script: Script) -> Self {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let mut reading = Self {
            encoding,
            text: text.into_owned(),
            script,
            characters: 0,
            frequent: 0,
            wrong: 0,
        };
        for char in reading.text.chars().filter(|&char| !char.is_ascii() && !frequent::mark(char)) {
            reading.characters += 1;
            reading.wrong += usize::from(char == '\u{fffd}');
            reading.frequent += usize::from(frequent::is(char, script));
        }
        reading
    }

    /// From 1 for nothing but frequent characters down; wrong ones tell against it.
    fn score(&self) -> f64 {
        (self.frequent as f64 - 3.0 * self.wrong as f64) / self.characters.max(1) as f64
    }
}

/// The encoding in which most characters are frequent, if it is plainly ahead.
fn eastern(lines: &[u8]) -> Option<Guess> {
    let readings = [
        (GB18030, Script::Chinese),
        (BIG5, Script::Chinese),
        (SHIFT_JIS, Script::Japanese),
        (EUC_JP, Script::Japanese),
        (EUC_KR, Script::Korean),
    ];
    let mut readings: Vec<Reading> = readings
        .into_iter()
        .map(|(encoding, script)| Reading::new(lines, encoding, script))
        .collect();
    sorting::sort_by(&mut readings, |a, b| b.score().total_cmp(&a.score()));
    let [best, second, ..] = &readings[..] else { return None };
    let score = best.score();
    let enough = best.frequent > 1 || best.frequent == best.characters;
    if score < 0.3 || score < second.score() + 0.1 || !enough {
        return None;
    }
    let (name, share) = (charset::name(best.encoding), (100 * best.frequent) / best.characters);
    let example = example(&best.text);
    let language = match best.script {
        Script::Chinese => Text::new("Chinese", "汉字"),
        Script::Japanese => Text::new("Japanese", "日文字符"),
        Script::Korean => Text::new("Korean", "韩文字符"),
    };
    Some(Guess::new(
        best.encoding,
        format!(
            "The bytes are no UTF-8; read as {name}, {share}% of the {} characters are common ones, as in “{example}”.",
            language.en
        ),
        format!(
            "内容不是 UTF-8；按 {name} 读取时，{share}% 的{}为常用字，例如“{example}”。",
            language.zh
        ),
    ))
}

fn european(lines: &[u8]) -> Guess {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(lines, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(lines);
    let (name, example) = (charset::name(encoding), example(&text));
    Guess::new(
        encoding,
        format!("The bytes are no UTF-8; as far as the letters tell it is {name}, as in “{example}”. Check the first lines."),
        format!("内容不是 UTF-8；从字母看最像 {name}，例如“{example}”。请核对前几行。"),
    )
}

/// The word around the first character beyond ASCII.
fn example(text: &str) -> String {
    const LONGEST: usize = 12;
    let place = text.find(|char: char| !char.is_ascii() && !frequent::mark(char)).unwrap_or(0);
    let before = text[..place]
        .chars()
        .rev()
        .take(LONGEST / 2)
        .take_while(|char| char.is_alphanumeric());
    let start = place - before.map(char::len_utf8).sum::<usize>();
    text[start..]
        .chars()
        .take_while(|char| char.is_alphanumeric())
        .take(LONGEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> &'static str {
        let guess = guess(bytes, true);
        assert!(!guess.reason.en.is_empty() && guess.reason.zh.ends_with('。'));
        charset::name(guess.encoding)
    }

    fn encoded(text: &str, label: &str) -> Vec<u8> {
        let (bytes, encoding, lost) = charset::named(label).unwrap().encode(text);
        assert!(!lost && encoding.name().eq_ignore_ascii_case(label), "{label}");
        bytes.into_owned()
    }

    #[test]
    fn marks_and_zeros_speak_first() {
        for (bytes, expected) in [
            (&b"\xef\xbb\xbfa,b"[..], "UTF-8"),
            (b"\xff\xfea\0,\0", "UTF-16LE"),
            (b"\xfe\xff\0a\0,", "UTF-16BE"),
            (b"a\0,\0b\0\n\0", "UTF-16LE"),
            (b"\0a\0,\0b\0\n", "UTF-16BE"),
            (b"\xa2\x5b,\0\x37\x62\n\0\x09\x4e,\0\x09\x4e1\0\n\0", "UTF-16LE"),
            (b"a,b\n1,2", "UTF-8"),
            (b"\x1b$B8\\5R\x1b(B,1\n", "ISO-2022-JP"),
            (b"", "UTF-8"),
        ] {
            assert_eq!(found(bytes), expected, "{bytes:?}");
        }
    }

    #[test]
    fn short_tables_are_recognised() {
        for (text, labels) in [
            ("客户,日期,金额\n张三,2024-01-31,5\n", &["gb18030"][..]),
            ("订单编号,会员,付款时间,实付金额\n1,王小明,2024/1/3,12.50\n", &["gb18030"]),
            ("客戶,日期,金額\n陳大文,2024-01-31,5\n", &["Big5"]),
            ("訂單編號,姓名,金額,城市\n1,林美玲,120,臺北市\n", &["Big5"]),
            ("顧客番号,日付,金額\n1,2024-01-31,5\n", &["Shift_JIS", "EUC-JP"]),
            ("注文番号,お名前,合計\n1,山田 太郎,1200\n", &["Shift_JIS", "EUC-JP"]),
            ("고객번호,주문일,금액\n1,2024-01-31,5\n", &["EUC-KR"]),
            ("고객,날짜,금액\n김민수,2024-01-31,5\n이영희,2024-02-01,6\n", &["EUC-KR"]),
            (
                "Kunde,Datum,Betrag,Straße\nMüller,31.01.2024,5,Hauptstraße\nJäger,1.2.2024,6,Königsallee\n",
                &["windows-1252"],
            ),
            (
                "client,date,montant,ville\nHélène,2024-01-31,5,Orléans\nAndré,2024-01-31,5,Besançon\n",
                &["windows-1252"],
            ),
            (
                "Клиент,Дата,Сумма\nИванов,31.01.2024,5\nПетрова,01.02.2024,7\n",
                &["windows-1251", "KOI8-U"],
            ),
            (
                "Klient,Data,Kwota\nŻółkiewski,2024-01-31,5\nŁukasz Wiśniewski,2024-01-31,5\n",
                &["windows-1250", "ISO-8859-2"],
            ),
            ("Πελάτης,Ημερομηνία,Ποσό\nΓιώργος,2024-01-31,5\n", &["windows-1253"]),
            ("لعميل,التاريخ,المبلغ\nمحمد,2024-01-31,5\n", &["windows-1256"]),
            ("ลูกค้า,วันที่,จำนวน\nสมชาย,2024-01-31,5\n", &["windows-874"]),
        ] {
            assert_eq!(found(text.as_bytes()), "UTF-8", "{text}");
            for label in labels {
                assert!(
                    found(&encoded(text, label)).eq_ignore_ascii_case(label),
                    "{label}: {}",
                    found(&encoded(text, label))
                );
            }
        }
    }

    #[test]
    fn utf8_may_have_a_stray_byte() {
        let mut bytes = "客户,日期\n".repeat(3).into_bytes();
        bytes.extend(b"\xe5\xae,1\n");
        assert_eq!(found(&bytes), "UTF-8");
        // The sample ends within a character.
        let cut = &"客户,日期\n".as_bytes()[..10];
        assert_eq!(charset::name(guess(cut, false).encoding), "UTF-8");
    }

    #[test]
    fn the_reason_shows_what_was_read() {
        let reason = guess(&encoded("no,客户\n1,张三\n", "gb18030"), true).reason;
        assert_eq!(
            reason.en,
            "The bytes are no UTF-8; read as GB18030, 100% of the Chinese characters are common ones, as in “客户”."
        );
        let reason = guess(&encoded("a,b\nJürgen Müller,1\nGrüße,2\n", "windows-1252"), true).reason;
        assert!(reason.en.contains("windows-1252, as in “Jürgen”"), "{}", reason.en);
    }
}
