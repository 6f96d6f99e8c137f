//! What a file is packed in: gzip, or nothing.
//!
//! Packed bytes come out in pieces of a fixed size, so that nothing grows with
//! the file. A file that unpacks to far more than any table would is refused.

use flate2::{Decompress, FlushDecompress, Status};

use crate::error::{Error, ErrorKind, Result};
use crate::text::Notice;

/// How a gzip file begins.
const GZIP: &[u8] = b"\x1f\x8b";

/// What is taken and given at a time.
const PIECE: usize = 1 << 18;

/// No table shrinks to less than this part of itself, once it is large.
const MOST_TIMES: u64 = 250;
const LARGE: u64 = 1 << 28;

/// Takes a file's bytes and gives what is in them. They are worked on in blocks
/// of a fixed size from the first byte on, so the slices in which they come make
/// no difference to anything behind.
#[derive(Default)]
pub(super) struct Unpack {
    /// What has come of a block that is not whole yet.
    block: Vec<u8>,
    packing: Packing,
}

#[derive(Default)]
enum Packing {
    /// Nothing was looked at yet.
    #[default]
    Unknown,
    /// The bytes are the content.
    None,
    /// The content is packed by gzip.
    Gzip(Box<Gzip>),
}

pub(super) struct Gzip {
    inflate: Decompress,
    piece: Vec<u8>,
    /// A member was begun and has not ended.
    open: bool,
    /// Bytes behind the last member.
    after: u64,
    read: u64,
    written: u64,
}

impl Unpack {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// Those of `each`; [`ErrorKind::Damaged`] and [`ErrorKind::TooLarge`] for what is packed.
    pub(super) fn push(&mut self, bytes: &[u8], each: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(PIECE - self.block.len()));
            rest = later;
            self.block.extend_from_slice(now);
            if self.block.len() == PIECE {
                self.take_block(each)?;
            }
        }
        Ok(())
    }

    /// Ends the file; says what is to be known of the packing.
    ///
    /// # Errors
    /// As [`Unpack::push`]; [`ErrorKind::Damaged`] when the end is missing.
    pub(super) fn finish(mut self, each: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<Option<Notice>> {
        self.take_block(each)?;
        match self.packing {
            Packing::Gzip(gzip) if gzip.open => Err(broken_off()),
            Packing::Gzip(gzip) if gzip.after > 0 => Ok(Some(bytes_after(gzip.after))),
            _ => Ok(None),
        }
    }

    /// The packing's name in the report.
    pub(super) fn name(&self) -> &'static str {
        match self.packing {
            Packing::Gzip(_) => "gzip",
            // A short file is looked at only when it ends.
            Packing::Unknown if self.block.starts_with(GZIP) => "gzip",
            Packing::Unknown | Packing::None => "none",
        }
    }

    fn take_block(&mut self, each: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        let Self { block, packing } = self;
        if matches!(packing, Packing::Unknown) && !block.is_empty() {
            *packing = if block.starts_with(GZIP) {
                Packing::Gzip(Box::new(Gzip::new()))
            } else {
                Packing::None
            };
        }
        let taken = match packing {
            Packing::Unknown => Ok(()),
            Packing::None => each(block),
            Packing::Gzip(gzip) => gzip.take(block, each),
        };
        block.clear();
        taken
    }
}

impl Gzip {
    fn new() -> Self {
        Self {
            inflate: Decompress::new_gzip(15),
            piece: vec![0; PIECE],
            open: true,
            after: 0,
            read: 0,
            written: 0,
        }
    }

    fn take(&mut self, block: &[u8], each: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        self.read += block.len() as u64;
        let mut rest = block;
        loop {
            if !self.open {
                // Members may follow one another, and zeros fill the last block of a tape.
                match rest.first() {
                    None => return Ok(()),
                    Some(&byte) if byte == GZIP[0] && self.after == 0 => {
                        self.inflate.reset(true);
                        self.open = true;
                    }
                    Some(_) => {
                        self.after += rest.iter().filter(|&&byte| byte != 0).count() as u64;
                        return Ok(());
                    }
                }
            }
            let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self
                .inflate
                .decompress(rest, &mut self.piece, FlushDecompress::None)
                .map_err(|_| damaged())?;
            let (read, written) = (self.inflate.total_in() - read, self.inflate.total_out() - written);
            self.written += written;
            if self.written > LARGE && self.written / MOST_TIMES > self.read {
                return Err(too_large());
            }
            rest = &rest[usize::try_from(read).unwrap_or(rest.len())..];
            let piece = usize::try_from(written).unwrap_or(PIECE);
            each(&self.piece[..piece])?;
            match status {
                Status::StreamEnd => self.open = false,
                Status::Ok | Status::BufError if rest.is_empty() && piece < PIECE => return Ok(()),
                Status::BufError if read + written == 0 => return Err(damaged()),
                Status::Ok | Status::BufError => {}
            }
        }
    }
}

fn damaged() -> Error {
    Error::new(
        ErrorKind::Damaged,
        "The gzip file is damaged and cannot be unpacked. Download or export it again.",
        "gzip 文件已损坏，无法解压。请重新下载或导出。",
    )
}

fn broken_off() -> Error {
    Error::new(
        ErrorKind::Damaged,
        "The gzip file breaks off before its end, so rows would be missing. Download it again, and check that the download has finished.",
        "gzip 文件不完整，末尾缺失，会丢失数据行。请重新下载，并确认下载已完成。",
    )
}

fn too_large() -> Error {
    Error::new(
        ErrorKind::TooLarge,
        "The gzip file unpacks to more than 250 times its size, which no table does. Unpack it yourself if you trust it, and open the file inside.",
        "gzip 文件解压后超过自身大小的 250 倍，不像是表格。如确认来源可靠，请先自行解压，再打开其中的文件。",
    )
}

fn bytes_after(count: u64) -> Notice {
    Notice::warning(
        "gzip_trailing",
        format!("Behind the end of the gzip file stand {count} bytes that are not gzip; they were not read. Check that the file is whole."),
        format!("gzip 内容结束后还有 {count} 字节的其他内容，未读取。请确认文件完整。"),
    )
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn unpacked(bytes: &[u8], slice: usize) -> Result<(Vec<u8>, Option<&'static str>)> {
        let mut unpack = Unpack::default();
        let mut content = Vec::new();
        let mut each = |piece: &[u8]| {
            content.extend_from_slice(piece);
            Ok(())
        };
        bytes.chunks(slice).try_for_each(|slice| unpack.push(slice, &mut each))?;
        let notice = unpack.finish(&mut each)?;
        Ok((content, notice.map(|notice| notice.code)))
    }

    #[test]
    fn members_come_one_after_another() {
        let text = b"customer,date,amount\n".repeat(40_000);
        let file = [packed(&text), packed(b""), packed(b"ann,2024-01-31,5\n")].concat();
        let whole = [&text[..], b"ann,2024-01-31,5\n"].concat();
        for slice in [1, 3, 1_000, 1 << 20] {
            assert_eq!(unpacked(&file, slice).unwrap(), (whole.clone(), None), "{slice}");
        }
        assert_eq!(unpacked(b"plain", 2).unwrap().0, b"plain");
    }

    #[test]
    fn what_is_not_whole_is_told() {
        let file = packed(b"customer,date,amount\nann,2024-01-31,5\n");
        for end in 2..file.len() {
            assert_eq!(unpacked(&file[..end], 7).unwrap_err().kind(), ErrorKind::Damaged, "{end}");
        }
        for place in 10..file.len() {
            let mut wrong = file.clone();
            wrong[place] ^= 0x55;
            assert_eq!(unpacked(&wrong, 100).unwrap_err().kind(), ErrorKind::Damaged, "{place}");
        }
        let zeros = [&file[..], &[0; 600]].concat();
        assert_eq!(unpacked(&zeros, 100).unwrap().1, None);
        let more = [&file[..], b"more"].concat();
        assert_eq!(unpacked(&more, 100).unwrap().1, Some("gzip_trailing"));
    }

    #[test]
    fn a_file_that_swells_is_refused() {
        let bomb = packed(&vec![b'1'; 300 << 20]);
        let mut most = 0;
        let mut unpack = Unpack::default();
        let refused = unpack.push(&bomb, &mut |piece| {
            most = most.max(piece.len());
            Ok(())
        });
        assert_eq!((refused.unwrap_err().kind(), most), (ErrorKind::TooLarge, PIECE));
        // As much again that does not pack so well is taken.
        let mut state = 1_u32;
        let fair: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        })
        .take(4 << 20)
        .collect();
        assert_eq!(unpacked(&packed(&fair), PIECE).unwrap().0, fair);
    }
}
