/** Where settings come from: defaults, {@code tenon.yaml}, the environment, flags. */
@NullMarked
package dev.tenon.app.config;

import org.jspecify.annotations.NullMarked;
