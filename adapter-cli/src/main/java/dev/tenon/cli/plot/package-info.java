/** Plots: one way to draw bars, on one of two canvases. */
@API(status = API.Status.INTERNAL)
@NullMarked
package dev.tenon.cli.plot;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
