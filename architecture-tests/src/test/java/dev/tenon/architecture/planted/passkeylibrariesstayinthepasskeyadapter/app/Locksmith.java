package dev.tenon.architecture.planted.passkeylibrariesstayinthepasskeyadapter.app;

import com.yubico.webauthn.data.ByteArray;

class Locksmith {
    int length(ByteArray key) {
        return key.size();
    }
}
