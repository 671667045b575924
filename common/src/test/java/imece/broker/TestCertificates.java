package imece.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A private CA and certificates, made by the keytool of the JDK that runs the test. */
final class TestCertificates {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String CA = "ca";

    private final Path file;
    private final KeyStore all;

    TestCertificates(Path folder) throws Exception {
        file = folder.resolve("all.p12");
        keytool(CA, "CN=a private CA", "-ext", "bc:c");
        keytool("right", "CN=right", "-signer", CA, "-ext", "san=ip:127.0.0.1,dns:localhost");
        keytool("elsewhere", "CN=127.0.0.1", "-signer", CA, "-ext", "san=dns:broker.example");
        keytool("self-signed", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1,dns:localhost");
        all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            all.load(in, PASSWORD);
        }
    }

    /** What a server has that shows this certificate. */
    SSLContext server(String alias) throws GeneralSecurityException, IOException {
        KeyStore own = empty();
        own.setKeyEntry(alias, all.getKey(alias, PASSWORD), PASSWORD, all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** What a client has that trusts the CA and nobody else. */
    SSLContext trustingTheCa() throws GeneralSecurityException, IOException {
        KeyStore trusted = empty();
        Certificate ca = all.getCertificate(CA);
        trusted.setCertificateEntry(CA, ca);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private void keytool(String alias, String name, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString(),
                "-alias",
                alias,
                "-dname",
                name));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.Charset.defaultCharset());
        if (process.waitFor() != 0) {
            throw new IOException("keytool made no certificate " + alias + ": " + said);
        }
    }
}
