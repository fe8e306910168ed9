//! The recogniser: a small convolutional network over a strip of 24 rows, with a frame for each four columns.
//!
//! `fixtures/mrz_image/train.py` trains it and writes its weights: a byte each, with a scale for each channel.

use super::strip::{HEIGHT, Strip};

/// What a frame may be of: the 37 characters of a zone, then the gap between two.
pub(super) const LETTERS: &[u8; 37] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";
pub(super) const CLASSES: usize = 38;
/// Columns of the strip for a frame.
pub(super) const STRIDE: usize = 4;
/// Channels that are computed together; numbers of channels are multiples of it.
const LANES: usize = 8;
/// Neighbours along the strip that are computed together.
const NEIGHBOURS: usize = 4;

/// Logarithms of the probabilities of each class in a frame.
pub(super) type Frame = [f32; CLASSES];

struct Shape {
    from: usize,
    to: usize,
    rows: usize,
    columns: usize,
    stride: usize,
}

const fn shape(from: usize, to: usize, (rows, columns): (usize, usize), stride: usize) -> Shape {
    Shape { from, to, rows, columns, stride }
}

/// In the order of `train.py`; the classes are filled up to a multiple of the lanes.
const SHAPES: [Shape; 8] = [
    shape(1, 16, (3, 3), 1),
    shape(16, 24, (3, 3), 2),
    shape(24, 24, (3, 3), 1),
    shape(24, 40, (3, 3), 2),
    shape(40, 40, (3, 3), 1),
    shape(40, 80, (6, 3), 1),
    shape(80, 80, (1, 3), 1),
    shape(80, 40, (1, 1), 1),
];

/// One convolution with its weights.
struct Layer {
    shape: &'static Shape,
    biases: Vec<[f32; LANES]>,
    /// For each block of channels, the weights of each place under the kernel.
    blocks: Vec<Vec<[f32; LANES]>>,
}

/// The network, as its weights say.
pub(super) struct Network {
    layers: Vec<Layer>,
}

/// Values of `channels` for each place, row by row.
struct Values {
    height: usize,
    width: usize,
    channels: usize,
    cells: Vec<f32>,
}

impl Network {
    /// The network that is shipped.
    pub(super) fn shipped() -> Network {
        let mut rest: &[u8] = include_bytes!("weights.bin");
        let layers = SHAPES.iter().map_while(|shape| Layer::read(shape, &mut rest)).collect();
        Network { layers }
    }

    /// What each frame of the strip shows.
    pub(super) fn read(&self, strip: &Strip) -> Vec<Frame> {
        let mut values =
            Values { height: HEIGHT, width: strip.width, channels: 1, cells: strip.normalised() };
        for (layer, number) in self.layers.iter().zip(1..) {
            values = layer.apply(&values, number < self.layers.len());
        }
        values.cells.chunks_exact(values.channels).map(probabilities).collect()
    }
}

/// Logarithms of probabilities from the network's last values.
fn probabilities(values: &[f32]) -> Frame {
    let mut frame = [f32::MIN; CLASSES];
    for (to, from) in frame.iter_mut().zip(values) {
        *to = *from;
    }
    let most = frame.iter().copied().fold(f32::MIN, f32::max);
    let sum = frame.iter().map(|value| (value - most).exp()).sum::<f32>().ln();
    frame.map(|value| value - most - sum)
}

impl Layer {
    /// A scale and a bias for each channel, then the weights by place under the kernel.
    fn read(shape: &'static Shape, rest: &mut &[u8]) -> Option<Layer> {
        let mut floats = || -> Option<Vec<f32>> {
            let (bytes, behind) = rest.split_at_checked(shape.to * 4)?;
            *rest = behind;
            Some(bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
        };
        let (scales, biases) = (floats()?, floats()?);
        let places = shape.rows * shape.columns * shape.from;
        let (bytes, behind) = rest.split_at_checked(places * shape.to)?;
        *rest = behind;
        let mut blocks = vec![Vec::with_capacity(places); shape.to / LANES];
        for place in bytes.chunks_exact(shape.to) {
            let lanes = place.as_chunks::<LANES>().0.iter().zip(scales.as_chunks::<LANES>().0);
            for (block, (weights, scales)) in blocks.iter_mut().zip(lanes) {
                let mut lanes = *scales;
                for (lane, weight) in lanes.iter_mut().zip(weights) {
                    *lane *= f32::from(i8::from_le_bytes([*weight]));
                }
                block.push(lanes);
            }
        }
        Some(Layer { shape, biases: biases.as_chunks::<LANES>().0.to_vec(), blocks })
    }

    fn apply(&self, values: &Values, is_rectified: bool) -> Values {
        let Shape { to, rows, columns, stride, .. } = *self.shape;
        // The kernel of all rows has nothing around it to reach into.
        let rows_around = if rows == values.height { 0 } else { rows / 2 };
        let padded = values.padded(rows_around, columns / 2, stride * NEIGHBOURS);
        let height = (values.height + 2 * rows_around - rows) / stride + 1;
        let width = (values.width + 2 * (columns / 2) - columns) / stride + 1;
        let mut cells = vec![0.0; height * width * to];
        let row_length = padded.width * padded.channels;
        let step = stride * padded.channels;
        let reach = columns * padded.channels;
        for (y, row) in cells.chunks_exact_mut((width * to).max(1)).enumerate() {
            let Some(under) = padded.cells.get(y * stride * row_length..) else { break };
            for (x, four) in row.chunks_mut(NEIGHBOURS * to).enumerate() {
                let from = x * NEIGHBOURS * step;
                let lanes = self.blocks.iter().zip(&self.biases).enumerate();
                for (block, (weights, bias)) in lanes {
                    let mut sums = [*bias; NEIGHBOURS];
                    let by_row = weights.chunks_exact(reach).zip(under.chunks_exact(row_length));
                    for (weights, row) in by_row {
                        accumulate(&mut sums, weights, row.get(from..).unwrap_or(&[]), step);
                    }
                    for (cell, sum) in four.chunks_exact_mut(to).zip(sums) {
                        let lanes = cell.as_chunks_mut::<LANES>().0.get_mut(block);
                        if let Some(lanes) = lanes {
                            *lanes = if is_rectified { sum.map(|value| value.max(0.0)) } else { sum };
                        }
                    }
                }
            }
        }
        Values { height, width, channels: to, cells }
    }
}

/// Adds what one row under the kernel gives to four neighbours.
#[inline]
fn accumulate(sums: &mut [[f32; LANES]; NEIGHBOURS], weights: &[[f32; LANES]], row: &[f32], step: usize) {
    let window = |neighbour: usize| row.get(neighbour * step..).and_then(|row| row.get(..weights.len()));
    let (Some(a), Some(b), Some(c), Some(d)) = (window(0), window(1), window(2), window(3)) else { return };
    let [mut sum_a, mut sum_b, mut sum_c, mut sum_d] = *sums;
    for ((((weights, a), b), c), d) in weights.iter().zip(a).zip(b).zip(c).zip(d) {
        add(&mut sum_a, *a, weights);
        add(&mut sum_b, *b, weights);
        add(&mut sum_c, *c, weights);
        add(&mut sum_d, *d, weights);
    }
    *sums = [sum_a, sum_b, sum_c, sum_d];
}

#[inline(always)]
fn add(sums: &mut [f32; LANES], value: f32, weights: &[f32; LANES]) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        *sum += value * weight;
    }
}

impl Values {
    /// Zeros around, and so many columns behind that neighbours beyond the end can be computed too.
    fn padded(&self, rows: usize, columns: usize, behind: usize) -> Values {
        let (height, width) = (self.height + 2 * rows, self.width + 2 * columns + behind);
        let mut cells = vec![0.0; height * width * self.channels];
        let length = self.width * self.channels;
        let inside = cells.chunks_exact_mut((width * self.channels).max(1)).skip(rows);
        for (to, from) in inside.zip(self.cells.chunks_exact(length.max(1))) {
            if let Some(to) = to.get_mut(columns * self.channels..).and_then(|to| to.get_mut(..length)) {
                to.copy_from_slice(from);
            }
        }
        Values { height, width, channels: self.channels, cells }
    }
}
