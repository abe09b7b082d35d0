// Loops that need wide vector instructions, compiled once per instruction set and chosen at run time.
//
// Swift has no per-function target, so a Swift loop runs at the width of baseline x86-64. Each loop
// here is plain C that the compiler vectorises; the three translation units avx512.c, avx2.c and
// baseline.c compile the same text (Loops.inc) for their instruction set.
//
// All pointers are to float unless said; arrays of one call must not overlap, except that an output
// may equal an input of the same length where a comment says "in place".
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
  GKInstructionSetBaseline = 0,
  GKInstructionSetAVX2 = 1,
  GKInstructionSetAVX512 = 2,
} GKInstructionSet;

/// y[i] = f(x[i]); in place.
typedef void (*GKUnary)(const float *x, float *y, size_t count);
/// dx[i] = dy[i] * f'(…), from the saved input or output s; in place on dy.
typedef void (*GKUnaryBackward)(const float *s, const float *dy, float *dx, size_t count);
/// z[i] = f(x[i], y[i]); in place on either.
typedef void (*GKBinary)(const float *x, const float *y, float *z, size_t count);

/// One step of an LSTM over `rows` sequences, gate order i, f, g, o: products, gates and state.
typedef struct {
  size_t rows, inner, hidden;
  /// The units that this call is for, from a whole block on, up to another or the last of all.
  size_t first_unit, end_unit;
  /// What the packed weights multiply: a line [inner] for each row, line_stride apart, whose last
  /// `hidden` elements are the hidden state before the step.
  const float *lines;
  size_t line_stride;
  /// From `pack_gates`.
  const float *packed;
  /// Added to the products: a row [4 hidden] for each row, addend_stride apart, or NULL.
  const float *addend;
  size_t addend_stride;
  /// Added as well [4 hidden].
  const float *bias;
  /// The cells before and after the step, by blocks of units as the kernel lays them out:
  /// rows * padded_units(hidden) floats, those of the last block beyond `hidden` zero.
  const float *previous_cell;
  float *cell;
  /// Where the activations go, laid out likewise, four times as many; NULL where no derivative is
  /// wanted.
  float *gates;
  /// Where the hidden state after the step goes, hidden_stride from row to row.
  float *hidden_out;
  size_t hidden_stride;
  /// Where the activations of the next step go, asked for ahead of time, or NULL.
  const float *next_gates;
  /// Sequence lengths [rows] or NULL; a row whose length is <= `time` keeps its state, and what its
  /// gates hold means nothing.
  const int32_t *lengths;
  int32_t time;
} GKLSTMStep;

/// The derivative of one step.
typedef struct {
  size_t rows, hidden;
  /// The activations, and the cells before and after the step, as the forward step laid them out.
  const float *gates, *previous_cell, *cell;
  /// The activations of the step before this one, asked for ahead of time, or NULL.
  const float *next_gates;
  /// Gradient of what the layer gave out at this step [rows, hidden]; not read for a row at rest.
  const float *output_gradient;
  /// Gradient that the later step handed to the hidden state after this step [rows, hidden]; for a row
  /// at rest it is left, to be carried to the step before, and for an active row it is set to zero.
  float *hidden_gradient;
  /// Gradient of the cell after this step, laid out as the cells; replaced by that of the cell before.
  float *cell_gradient;
  /// Gradient of the pre-activations [rows, 4 hidden]; its sum over the rows is added to
  /// bias_gradient [4 hidden].
  float *gate_gradient, *bias_gradient;
  const int32_t *lengths;
  int32_t time;
} GKLSTMStepBackward;

/// One step of a gated recurrent unit over `rows` sequences, gate order r, z, n: products with the state,
/// gates and state.
typedef struct {
  size_t rows, hidden;
  /// The units that this call is for, from a whole block on, up to another or the last of all.
  size_t first_unit, end_unit;
  /// From `pack_gates`, for lines that are the state.
  const float *packed;
  /// The input's part: a row [3 hidden] for each row, addend_stride apart.
  const float *addend;
  size_t addend_stride;
  /// Added to the input's and to the state's part [3 hidden].
  const float *input_bias, *state_bias;
  /// The activations [rows, 3 hidden]; may be the rows of `addend`.
  float *gates;
  /// The state's part of the candidate with its bias [rows, hidden].
  float *candidate_state;
  const float *previous_hidden;
  float *hidden_out;
  /// Sequence lengths [rows] or NULL; a row whose length is <= `time` keeps its state.
  const int32_t *lengths;
  int32_t time;
} GKGRUStep;

/// The derivative of one step.
typedef struct {
  size_t rows, hidden;
  /// As left by the forward step [rows, 3 hidden] and [rows, hidden].
  const float *gates, *candidate_state;
  const float *previous_hidden;
  /// Gradient of the state after this step [rows, hidden]; replaced by the part of the state before
  /// it that does not pass through the gates. A row at rest keeps its gradient.
  float *hidden_gradient;
  /// Gradients of the two pre-activations [rows, 3 hidden].
  float *gate_gradient, *state_gradient;
  const int32_t *lengths;
  int32_t time;
} GKGRUStepBackward;

/// The constants of one Adam step (Kingma, Ba 2015; decoupled decay: Loshchilov, Hutter 2019).
typedef struct {
  float beta1, beta2;
  /// learning rate / (1 - beta1^t)
  float step_size;
  /// 1 / sqrt(1 - beta2^t)
  float second_moment_scale;
  float epsilon;
  /// Multiplies the parameter first: 1 - learning rate * decay.
  float shrink;
  /// Added to the gradient: decay * parameter (Adam's classic form).
  float coupled_decay;
  /// Multiplies every gradient (gradient clipping).
  float gradient_scale;
} GKAdam;

/// Rows of a product of lines: `inner` neighbouring floats under each tap of a kernel, times that tap's
/// matrix [inner, columns], summed over the taps in order.
typedef struct {
  /// The line of row r under tap t begins at source + r row_stride + places[t]; below zero: no line.
  const float *source;
  size_t row_stride;
  const int32_t *places;
  size_t taps, inner;
  /// One packed matrix a tap, tap_stride apart.
  const float *packed;
  size_t tap_stride;
  /// Where row r is written: target + r target_stride.
  float *target;
  size_t target_stride;
  size_t rows, columns;
  /// Then, in this order: times scale [columns] or NULL, plus shift [columns] or NULL (there must be
  /// one beside a scale), plus addend, laid out as the target, or NULL, then the positive part.
  const float *scale, *shift, *addend;
  int32_t is_rectified;
} GKLineProduct;

/// Tiles of a plane on their way into the products of minimal filtering.
typedef struct {
  const float *source;
  /// Where the channels of each place of each tile begin in the source; below zero: zeros.
  const int32_t *places;
  size_t count, channels;
  /// Product p of tile t begins at target + p product_stride + t channels.
  float *target;
  size_t product_stride;
} GKTiles;

/// Tiles of a result on their way out of the products of minimal filtering.
typedef struct {
  /// Product p of tile t begins at products + p product_stride + t channels.
  const float *products;
  size_t product_stride;
  /// Where the channels of each of the four places of a tile begin in the target; below zero: left out.
  const int32_t *places;
  size_t count, channels;
  float *target;
  /// As in GKLineProduct.
  const float *scale, *shift, *addend;
  int32_t is_rectified;
} GKTileResults;

/// y = (x - mean) * scale + shift by column of [rows, columns], plus an addend [rows, columns] or NULL,
/// then the positive part.
typedef struct {
  const float *x, *mean, *scale, *shift, *addend;
  float *y;
  size_t rows, columns;
  int32_t is_rectified;
} GKColumnNorm;

/// Windows over channels-last planes [rows, columns, channels].
typedef struct {
  size_t rows, columns, channels;
  size_t row_kernel, column_kernel, row_stride, column_stride;
  /// Padding before the first row and column.
  ptrdiff_t rows_before, columns_before;
  /// Windows along each axis; each holds an element of the plane.
  size_t out_rows, out_columns;
  /// Whether the result is the positive part of the largest element.
  int32_t is_rectified;
} GKLinePooling;

typedef struct {
  GKInstructionSet instruction_set;

  GKUnary exp;       // relative error <= 2 ulp; below -87.3 the result is 0
  GKUnary log;       // relative error <= 3 ulp for x > 0; 0 -> -inf; x < 0 -> NaN
  GKUnary tanh;      // relative error <= 4 ulp
  GKUnary sigmoid;   // relative error <= 4 ulp above -87; below -88.8 the result is 0
  GKUnary softplus;  // relative error <= 4 ulp above -87; below it the result is 0
  GKUnary gelu;      // absolute error <= 3e-7 * max(1, |x|)
  GKUnary relu;
  GKUnary square_root;

  GKUnaryBackward tanh_backward;      // s: output
  GKUnaryBackward sigmoid_backward;   // s: output
  GKUnaryBackward softplus_backward;  // s: input
  GKUnaryBackward gelu_backward;      // s: input
  GKUnaryBackward relu_backward;      // s: output or input

  GKBinary add, subtract, multiply, divide;
  GKBinary larger;  // a NaN on either side stays
  /// y[i] = scale * x[i] + shift; in place.
  void (*affine)(const float *x, float scale, float shift, float *y, size_t count);
  /// y[i] += scale * x[i].
  void (*accumulate)(const float *x, float scale, float *y, size_t count);
  /// y[i] += x[i] * z[i].
  void (*accumulate_product)(const float *x, const float *z, float *y, size_t count);

  /// Sums in a fixed order that depends on the count only; float lanes over blocks, double between.
  double (*sum)(const float *x, size_t count);
  double (*sum_of_squares)(const float *x, size_t count);
  double (*dot)(const float *x, const float *y, size_t count);
  float (*maximum)(const float *x, size_t count);

  /// Softmax of each row of x [rows, columns]; mask bytes [rows, columns] or NULL, 0 hides; a row with
  /// nothing visible becomes zeros. In place.
  void (*softmax)(const float *x, const uint8_t *mask, float *y, size_t rows, size_t columns);
  /// dx = y * (dy - sum(y * dy)) by row; in place on dy.
  void (*softmax_backward)(const float *y, const float *dy, float *dx, size_t rows, size_t columns);

  /// Layer normalisation of each row; saves the normalised values and 1/sqrt(variance + epsilon).
  void (*layer_norm)(const float *x, const float *weight, const float *bias, float epsilon, float *y,
                     float *normalised, float *inverse_deviation, size_t rows, size_t columns);
  /// dx of each row; weight and bias gradients are added to.
  void (*layer_norm_backward)(const float *dy, const float *weight, const float *normalised,
                              const float *inverse_deviation, float *dx, float *weight_gradient,
                              float *bias_gradient, size_t rows, size_t columns);

  /// Where x[i * step] is larger than best[i], or a NaN that best[i] is not, it and its place
  /// first + i * step replace best[i] and place[i].
  void (*window_maximum)(const float *x, size_t step, int32_t first, float *best, int32_t *place,
                         size_t count);
  /// The largest element of each window begin..<end of planes x, counted through [samples, windows], in
  /// y [windows, channels]; `lines`, laid out as y or NULL, takes the place in the plane (row * columns
  /// + column) that it stood at, the first of equal ones, or -1 where the positive part is zero.
  void (*pool_lines)(const GKLinePooling *pooling, const float *x, float *y, int32_t *lines,
                     size_t begin, size_t end);
  /// The gradient of the planes begin..<end of x from that of y.
  void (*unpool_lines)(const GKLinePooling *pooling, const float *dy, const int32_t *lines, float *dx,
                       size_t begin, size_t end);
  /// The sum of (x[i] - mean)^2 in double, in an order that depends on the count only.
  double (*centred_squares)(const float *x, double mean, size_t count);
  /// normalised[i] = (x[i] - mean) * inverse_deviation; y[i] = normalised[i] * weight + bias.
  void (*standardise)(const float *x, double mean, double inverse_deviation, float weight,
                      float bias, float *normalised, float *y, size_t count);
  /// z[i] = a * x[i] + b * y[i] + c, rounded once.
  void (*combine)(const float *x, double a, const float *y, double b, double c, float *z,
                  size_t count);

  /// y[i] = x[i] * scale where hash(key, first + i) >= threshold, else 0; in place.
  void (*dropout)(const float *x, float *y, size_t count, uint64_t key, uint64_t first,
                  uint32_t threshold, float scale);

  /// The floats that a packed matrix [inner, columns] takes.
  size_t (*packed_size)(size_t inner, size_t columns);
  /// Packs a matrix for `multiply_packed`; element (k, j) stands at k inner_stride + j column_stride.
  void (*pack)(const float *source, size_t inner, size_t columns, size_t inner_stride,
               size_t column_stride, float *packed);
  /// c [rows, columns] += a [rows, inner] · packed; sums run over `inner` in order.
  void (*multiply_packed)(const float *a, size_t a_stride, const float *packed, float *c,
                          size_t c_stride, size_t rows, size_t columns, size_t inner);
  /// c [rows, columns] = the transpose of a [inner, rows] · b [inner, columns], both read where they
  /// stand, with `inner` above zero; added to c where `adds` is not zero.
  void (*multiply_outer)(const float *a, size_t a_stride, const float *b, size_t b_stride, float *c,
                         size_t c_stride, size_t rows, size_t columns, size_t inner, int32_t adds);
  /// The units of a layer, rounded up to whole blocks.
  size_t (*padded_units)(size_t hidden);
  /// The floats that the packed weights of the gates of `hidden` units for lines [inner] take.
  size_t (*packed_gates_size)(size_t gates, size_t inner, size_t hidden);
  /// Packs the rows of some units, whole blocks but for the last, of weights [gates, hidden, width] as
  /// the elements first..<first + width of lines [inner].
  void (*pack_gates)(const float *weights, size_t gates, size_t width, size_t hidden, size_t units,
                     size_t first, size_t inner, float *packed);
  void (*multiply_lines)(const GKLineProduct *product);
  /// target [columns, rows] = the transpose of source [rows, columns].
  void (*transpose)(const float *source, size_t source_stride, float *target, size_t target_stride,
                    size_t rows, size_t columns);
  /// c [rows, columns] = a [rows, inner] · b transposed, for b [columns, inner] and few rows.
  void (*multiply_dots)(const float *a, size_t a_stride, const float *b, size_t b_stride, float *c,
                        size_t c_stride, size_t rows, size_t columns, size_t inner);
  /// Packs the matrices of all taps, tap_stride apart; element (k, j) of tap t stands at
  /// k inner_stride + j column_stride + t.
  void (*pack_lines)(const float *source, size_t inner, size_t columns, size_t taps,
                     size_t inner_stride, size_t column_stride, size_t tap_stride, float *packed);
  /// target [columns, inner, taps], the columns target_stride apart, from sums [taps, inner, columns], for
  /// the columns begin..<end.
  void (*unpack_lines)(const float *sums, size_t inner, size_t columns, size_t taps, size_t begin,
                       size_t end, float *target, size_t target_stride);

  /// Minimal filtering F(2 x 2, 3 x 3): the sixteen lines of each tile, from the 4 x 4 places that it reads.
  void (*tile_inputs)(const GKTiles *tiles);
  /// Their partners in the gradient of the weights, from the gradient at a tile's 2 x 2 places.
  void (*tile_gradients)(const GKTiles *tiles);
  /// The 2 x 2 results of each tile from its sixteen products.
  void (*tile_results)(const GKTileResults *results);
  /// The weights of the sixteen products from those of nine taps, `stride` apart on both sides; turned
  /// by half a turn for the gradient of the input.
  void (*tile_weights)(const float *taps, size_t stride, int32_t is_turned, float *products,
                       size_t count);
  /// The gradient of the nine taps from the sums of the sixteen products of lines and partners.
  void (*tile_weight_gradients)(const float *sums, size_t stride, float *taps, size_t count);
  /// The same five along one axis, for up to 3 * 2^levels taps with levels of 0 to 3, and sixteen or more
  /// channels: runs of 2 * 2^levels results, 5 * 2^levels - 1 places and 4 * 3^levels products.
  void (*run_inputs)(const GKTiles *runs, size_t levels);
  void (*run_gradients)(const GKTiles *runs, size_t levels);
  void (*run_results)(const GKTileResults *results, size_t levels);
  void (*run_weights)(const float *taps, size_t tap_count, size_t stride, int32_t is_turned,
                      float *products, size_t count, size_t levels);
  void (*run_weight_gradients)(const float *sums, size_t stride, float *taps, size_t tap_count,
                               size_t count, size_t levels);

  /// The mean of each column of x and the sum of squares about it; scratch holds 3 columns floats.
  void (*column_moments)(const float *x, size_t rows, size_t columns, double *mean, double *squares,
                         float *scratch);
  void (*normalise_rows)(const GKColumnNorm *norm);
  /// By column: total = sum of gradient, along = sum of gradient (x - mean); scratch: 2 columns floats.
  void (*column_sums)(const float *gradient, const float *x, const float *mean, size_t rows,
                      size_t columns, double *total, double *along, float *scratch);
  /// dx = scale gradient + slope x + offset by column, in double and rounded once.
  void (*normalise_rows_backward)(const float *gradient, const float *x, const double *scale,
                                  const double *slope, const double *offset, float *dx, size_t rows,
                                  size_t columns);
  /// The sum of each column in double.
  void (*column_totals)(const float *x, size_t rows, size_t columns, double *total);

  void (*lstm_step)(const GKLSTMStep *step);
  void (*lstm_step_backward)(const GKLSTMStepBackward *step);
  void (*gru_step)(const GKGRUStep *step);
  void (*gru_step_backward)(const GKGRUStepBackward *step);
  void (*adam)(const GKAdam *constants, const float *gradient, float *parameter, float *first_moment,
               float *second_moment, size_t count);
} GKKernels;

/// The widest set of loops that this processor runs.
const GKKernels *gk_kernels(void);

/// The loops of one instruction set, or NULL where the processor or the build lacks it.
const GKKernels *gk_kernels_for(GKInstructionSet set);

#endif
