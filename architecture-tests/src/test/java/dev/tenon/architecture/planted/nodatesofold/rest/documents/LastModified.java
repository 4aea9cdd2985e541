package dev.tenon.architecture.planted.nodatesofold.rest.documents;

import java.util.Date;

class LastModified {
    long of(Date date) {
        return date.getTime();
    }
}
