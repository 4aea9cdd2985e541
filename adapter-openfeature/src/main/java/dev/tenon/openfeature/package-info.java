/** Feature flags for clients of OpenFeature. */
@NullMarked
package dev.tenon.openfeature;

import org.jspecify.annotations.NullMarked;
