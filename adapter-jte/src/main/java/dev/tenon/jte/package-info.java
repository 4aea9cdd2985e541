/** Mail templates: the layouts are compiled jte templates, the words stand in files by language. */
@NullMarked
package dev.tenon.jte;

import org.jspecify.annotations.NullMarked;
