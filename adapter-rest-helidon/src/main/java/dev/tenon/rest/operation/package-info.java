/** What those who run the server ask it: health, metrics, the document, problems, the test clock. */
@NullMarked
package dev.tenon.rest.operation;

import org.jspecify.annotations.NullMarked;
