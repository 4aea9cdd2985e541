/** Plots: one way to draw bars, on one of two canvases. */
@NullMarked
package dev.tenon.cli.plot;

import org.jspecify.annotations.NullMarked;
