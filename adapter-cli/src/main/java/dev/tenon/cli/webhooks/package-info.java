/** {@code tenon webhooks}. */
@NullMarked
package dev.tenon.cli.webhooks;

import org.jspecify.annotations.NullMarked;
