@NullMarked
package dev.tenon.architecture.planted.everyclassstandsinalayer.commons;

import org.jspecify.annotations.NullMarked;
