//! ZIP archives: which kind of document one is, and its parts within limits.

use std::io::{self, Cursor, Read};

use ::zip::ZipArchive;
use ::zip::result::ZipError;

use crate::error::{Error, ErrorKind, Result};

use super::{UNPACKED, damaged, locked, too_large};

/// More parts than any workbook has.
const PARTS: usize = 20_000;

/// A workbook's archive in memory.
pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// A workbook that comes as a ZIP archive.
pub(super) enum Kind {
    Xlsx,
    Ods,
}

/// Opens an archive whose parts, as far as it says, are not too large.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > PARTS {
        return Err(too_large());
    }
    Ok(archive)
}

/// Which document an archive is.
///
/// # Errors
/// When it is none that holds a table.
pub(super) fn identify(bytes: &[u8]) -> Result<Kind> {
    let mut archive = open(bytes)?;
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.replace('\\', "/").to_lowercase()))
        .collect();
    let has = |name: &str| names.iter().any(|has| has == name);
    let within = |folder: &str| names.iter().any(|has| has.starts_with(folder));
    if has("xl/workbook.bin") {
        return Err(Error::new(
            ErrorKind::Unsupported,
            "This is a binary Excel workbook (.xlsb), which is not read here. Open it in Excel and save it as “Excel Workbook (.xlsx)”.",
            "这是二进制 Excel 工作簿（.xlsb），此处无法读取。请用 Excel 打开并另存为“Excel 工作簿（.xlsx）”。",
        ));
    }
    if within("xl/") {
        return Ok(Kind::Xlsx);
    }
    if let Some(kind) = part(&mut archive, "mimetype", 1 << 10)? {
        let kind = String::from_utf8_lossy(&kind).into_owned();
        if kind.contains("opendocument.spreadsheet") {
            return Ok(Kind::Ods);
        }
        if kind.contains("opendocument") {
            return Err(other("a text document or presentation", "一份文字文档或演示文稿"));
        }
    }
    if within("word/") || within("ppt/") {
        return Err(other("a Word document or a presentation", "一份 Word 文档或演示文稿"));
    }
    if within("index/") || has("index.zip") {
        return Err(Error::new(
            ErrorKind::Unsupported,
            "This is a document of Apple Numbers, which is not read here. Export it in Numbers as an Excel workbook or as CSV.",
            "这是 Apple Numbers 文档，此处无法读取。请在 Numbers 中导出为 Excel 工作簿或 CSV。",
        ));
    }
    Err(Error::new(
        ErrorKind::Unsupported,
        "This is a ZIP archive without a workbook. Unpack it and open the file inside.",
        "这是一个 ZIP 压缩包，其中没有工作簿。请先解压，再打开其中的文件。",
    ))
}

fn other(en: &str, zh: &str) -> Error {
    Error::new(
        ErrorKind::NotText,
        format!("This is not a table but {en}. Open a CSV file or a workbook of orders or customers."),
        format!("这不是表格，而是{zh}。请打开订单或客户的 CSV 文件或工作簿。"),
    )
}

/// That what is read of an archive does not unpack to more than so many bytes:
/// by what it says, and for the parts that are held in memory by unpacking them.
pub(super) fn check(archive: &mut Archive<'_>, most: u64, held: impl Fn(&str) -> bool) -> Result<()> {
    let mut said = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(|_| damaged())?;
        let name = part.name().map_err(|_| damaged())?.to_lowercase();
        if part.encrypted() {
            return Err(locked());
        }
        if !name.contains("/media/") && !name.starts_with("pictures/") {
            said = said.saturating_add(part.size());
        }
        drop(part);
        if said > most {
            return Err(too_large());
        }
        if held(&name) {
            let part = archive.by_index(index).map_err(|error| refused(&error))?;
            let mut part = part.take(most / 2);
            let read = io::copy(&mut part, &mut io::sink()).map_err(|_| damaged())?;
            if read == most / 2 {
                return Err(too_large());
            }
        }
    }
    Ok(())
}

/// A part as a whole, if there is one of this name, cut after so many bytes.
pub(super) fn part(archive: &mut Archive<'_>, name: &str, most: u64) -> Result<Option<Vec<u8>>> {
    let Some(stream) = stream(archive, name)? else { return Ok(None) };
    let mut bytes = Vec::new();
    stream.take(most).read_to_end(&mut bytes).map_err(|_| damaged())?;
    Ok(Some(bytes))
}

/// A part to be read piece by piece, if there is one of this name; letters large or small.
pub(super) fn stream<'a, 'b>(archive: &'a mut Archive<'b>, name: &str) -> Result<Option<impl Read + use<'a, 'b>>> {
    let wanted = name.to_lowercase();
    let found = archive
        .file_names()
        .position(|name| name.is_ok_and(|name| name.replace('\\', "/").to_lowercase() == wanted));
    let Some(index) = found else { return Ok(None) };
    let part = archive.by_index(index).map_err(|error| refused(&error))?;
    Ok(Some(part.take(UNPACKED)))
}

fn refused(error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => locked(),
        _ => damaged(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use ::zip::ZipWriter;
    use ::zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn archives_that_swell_are_refused() {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).unwrap();
        writer.write_all(&vec![b' '; 1 << 20]).unwrap();
        let mut bytes = writer.finish().unwrap().into_inner();
        let kind = |bytes: &[u8], most| {
            let mut archive = open(bytes).unwrap();
            check(&mut archive, most, |name| name.starts_with("xl/"))
                .err()
                .map(|error| error.kind())
        };
        assert_eq!(kind(&bytes, 1 << 22), None);
        // What the archive says of itself is enough.
        assert_eq!(kind(&bytes, 1 << 19), Some(ErrorKind::TooLarge));
        // One that says less than it holds is found by unpacking.
        let entry = bytes.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
        bytes[entry + 24..entry + 28].copy_from_slice(&1_000_u32.to_le_bytes());
        assert!(matches!(kind(&bytes, 1 << 19), Some(ErrorKind::TooLarge | ErrorKind::Damaged)));
    }
}
