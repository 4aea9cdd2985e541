/** API keys on the command line. */
@NullMarked
package dev.tenon.cli.apikeys;

import org.jspecify.annotations.NullMarked;
