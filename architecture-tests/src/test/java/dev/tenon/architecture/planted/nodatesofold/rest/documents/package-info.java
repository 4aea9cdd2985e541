@NullMarked
package dev.tenon.architecture.planted.nodatesofold.rest.documents;

import org.jspecify.annotations.NullMarked;
