/** Puts every adapter together: the server, the command line, the embedded database. */
@NullMarked
package dev.tenon.app;

import org.jspecify.annotations.NullMarked;
