/** The whole contract of Tenon: {@link dev.tenon.ports.Tenon} for those who call it, {@link dev.tenon.ports.Storage} for those who store for it. */
@NullMarked
package dev.tenon.ports;

import org.jspecify.annotations.NullMarked;
