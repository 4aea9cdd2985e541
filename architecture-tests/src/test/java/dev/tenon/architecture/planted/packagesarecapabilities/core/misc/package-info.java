@NullMarked
package dev.tenon.architecture.planted.packagesarecapabilities.core.misc;

import org.jspecify.annotations.NullMarked;
