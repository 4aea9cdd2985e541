package dev.tenon.architecture.planted.nodatesofold.rest.documents;

import java.util.Date;

@SuppressWarnings("JavaUtilDate")
class LastModified {
    long of(Date date) {
        return date.getTime();
    }
}
