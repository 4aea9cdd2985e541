package dev.tenon.webauthn;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the library may know of our credentials during one call: those to exclude from a registration, or the one to compare
 * with.
 */
record OneCredential(Set<ByteArray> excluded, @Nullable RegisteredCredential credential)
        implements CredentialRepository {

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        return excluded.stream()
                .map(id -> PublicKeyCredentialDescriptor.builder().id(id).build())
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
        return Optional.ofNullable(credential).map(RegisteredCredential::getUserHandle);
    }

    /** The library wants a name; the handle says it all. */
    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
        return Optional.ofNullable(credential)
                .filter(known -> known.getUserHandle().equals(userHandle))
                .map(known -> userHandle.getBase64Url());
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
        return Optional.ofNullable(credential)
                .filter(known -> known.getCredentialId().equals(credentialId)
                        && known.getUserHandle().equals(userHandle));
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
        return Optional.ofNullable(credential)
                .filter(known -> known.getCredentialId().equals(credentialId))
                .map(Set::of)
                .orElseGet(Set::of);
    }
}
