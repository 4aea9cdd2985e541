/** The types of files, as Apache Tika knows them. */
@NullMarked
package dev.tenon.tika;

import org.jspecify.annotations.NullMarked;
