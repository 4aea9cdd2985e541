@NullMarked
package dev.tenon.app.postgres;

import org.jspecify.annotations.NullMarked;
