/** What is in documents: their text, their pages, and how they look in small. */
@NullMarked
package dev.tenon.extraction;

import org.jspecify.annotations.NullMarked;
