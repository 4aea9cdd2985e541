/** Settings. */
@NullMarked
package dev.tenon.app.config;

import org.jspecify.annotations.NullMarked;
