@NullMarked
package dev.tenon.core.documents;

import org.jspecify.annotations.NullMarked;
