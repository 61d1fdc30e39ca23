//! How many pixels may be in memory at once, on however many threads.

use std::sync::{Condvar, Mutex, PoisonError};

/// A number of pixels, of which each reader takes its share while it reads.
pub(super) struct Budget {
    all: u64,
    left: Mutex<u64>,
    returned: Condvar,
}

/// What was taken; given back when it is dropped.
pub(super) struct Share<'a> {
    budget: &'a Budget,
    pixels: u64,
}

impl Budget {
    pub(super) fn new(pixels: u64) -> Self {
        Self { all: pixels, left: Mutex::new(pixels), returned: Condvar::new() }
    }

    /// Waits until that many pixels are left, or all of them if more than all are wanted.
    pub(super) fn take(&self, pixels: u64) -> Share<'_> {
        let pixels = pixels.min(self.all);
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let enough = self.returned.wait_while(left, |left| *left < pixels);
        *enough.unwrap_or_else(PoisonError::into_inner) -= pixels;
        Share { budget: self, pixels }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        *self.budget.left.lock().unwrap_or_else(PoisonError::into_inner) += self.pixels;
        self.budget.returned.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn no_more_is_taken_at_once_than_there_is() {
        let budget = Budget::new(10);
        let (now, most) = (AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for n in 0..40_u64 {
                let (budget, now, most) = (&budget, &now, &most);
                scope.spawn(move || {
                    let pixels = n % 12;
                    let share = budget.take(pixels);
                    most.fetch_max(
                        now.fetch_add(pixels.min(10), Ordering::SeqCst) + pixels.min(10),
                        Ordering::SeqCst,
                    );
                    std::thread::yield_now();
                    now.fetch_sub(pixels.min(10), Ordering::SeqCst);
                    drop(share);
                });
            }
        });
        assert!((1..=10).contains(&most.into_inner()));
        assert_eq!(*budget.left.lock().unwrap(), 10);
    }
}
