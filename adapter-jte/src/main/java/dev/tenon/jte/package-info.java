/** Mail templates: the layouts are compiled jte templates, the words stand in files by language. */
@API(status = API.Status.STABLE)
@NullMarked
package dev.tenon.jte;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
