/** Audit: the tamper-evident trail of every change. */
@NullMarked
package dev.tenon.ports.audit;

import org.jspecify.annotations.NullMarked;
