//! Memory for argon2, kept between hashes: faulting in fresh pages costs as much as a pass of the
//! algorithm. An arena belongs to one thread; what a single hash needed beyond the limit is given
//! back at once.

use argon2::Block;

/// Reusable argon2 memory.
pub struct Arena {
    blocks: Vec<Block>,
    keep_blocks: usize,
}

impl Arena {
    /// An empty arena that keeps at most `keep_kib` KiB between uses.
    pub const fn new(keep_kib: usize) -> Self {
        Self { blocks: Vec::new(), keep_blocks: keep_kib }
    }

    /// Keeps at most `keep_kib` KiB between uses from now on.
    pub fn keep(&mut self, keep_kib: usize) {
        self.keep_blocks = keep_kib;
    }

    /// Gives all memory back.
    pub fn release(&mut self) {
        self.blocks = Vec::new();
    }

    /// KiB held at present.
    #[cfg(test)]
    pub(super) fn held_kib(&self) -> usize {
        self.blocks.capacity()
    }

    /// Lends `count` blocks of 1 KiB to `work`.
    pub(super) fn with_blocks<T>(&mut self, count: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        if self.blocks.len() < count {
            self.blocks.reserve_exact(count - self.blocks.len());
            self.blocks.resize_with(count, Block::new);
        }
        let result = work(&mut self.blocks[..count]);
        if self.blocks.capacity() > self.keep_blocks {
            self.release();
        }
        result
    }
}
