package org.armature.engine.mysql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import org.armature.storage.StorageException;

/** Trusted certificates in the form the driver reads: a key store in the engine's directory. Nothing in it is secret. */
final class TrustFile {
    static final String TYPE = "PKCS12";
    static final String PASSWORD = "public";

    private static final String NAME = "armature.trust.p12";

    private final Path file;

    private TrustFile(Path file) {
        this.file = file;
    }

    /** @throws StorageException.BadSettings if {@code pem} has no certificates */
    static TrustFile of(Path pem, Path directory) {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates(pem)) {
                store.setCertificateEntry("trusted-" + number++, certificate);
            }
            Path file = directory.resolve(NAME);
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return new TrustFile(file);
        } catch (IOException | GeneralSecurityException e) {
            throw refused(pem, e.toString());
        }
    }

    String url() {
        try {
            return file.toUri().toURL().toString();
        } catch (MalformedURLException e) {
            throw new AssertionError("a file has a URL", e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path pem)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> read =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (read.isEmpty()) {
                throw refused(pem, "it has none");
            }
            return read;
        }
    }

    private static StorageException refused(Path pem, String why) {
        return new StorageException.BadSettings(
                "tls-ca=" + pem + ", must be a file of PEM certificates; nothing was changed: " + why);
    }
}
