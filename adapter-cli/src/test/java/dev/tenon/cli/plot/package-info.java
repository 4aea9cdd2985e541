@NullMarked
package dev.tenon.cli.plot;

import org.jspecify.annotations.NullMarked;
