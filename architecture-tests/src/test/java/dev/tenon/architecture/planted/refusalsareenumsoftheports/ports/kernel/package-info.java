@NullMarked
package dev.tenon.architecture.planted.refusalsareenumsoftheports.ports.kernel;

import org.jspecify.annotations.NullMarked;
