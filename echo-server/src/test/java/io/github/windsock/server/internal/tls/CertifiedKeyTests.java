package io.github.windsock.server.internal.tls;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CertifiedKeyTests {
    private static final CertifiedKey.Validity PRESENT =
            new CertifiedKey.Validity(Duration.ofDays(-1), Duration.ofDays(365));
    private static final CertifiedKey AUTHORITY = CertifiedKey.authority("an authority", PRESENT);

    /** The oracle is the JDK's judge of certificates. */
    private static void validate(CertifiedKey key) throws Exception {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(AUTHORITY.certificate(), null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(
                        CertificateFactory.getInstance("X.509").generateCertPath(List.of(key.certificate())),
                        parameters);
    }

    @Test
    void issued_by_an_authority_is_valid_for_its_names() throws Exception {
        CertifiedKey key = AUTHORITY.issue("a name", List.of("localhost", "*.example", "127.0.0.1", "::1"), PRESENT);

        assertDoesNotThrow(() -> validate(key));
        X509Certificate certificate = key.certificate();
        assertEquals("CN=a name", certificate.getSubjectX500Principal().getName());
        assertEquals("CN=an authority", certificate.getIssuerX500Principal().getName());
        assertEquals(
                List.of(
                        List.of(2, "localhost"),
                        List.of(2, "*.example"),
                        List.of(7, "127.0.0.1"),
                        List.of(7, "0:0:0:0:0:0:0:1")),
                List.copyOf(certificate.getSubjectAlternativeNames()));
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
        assertEquals(-1, certificate.getBasicConstraints(), "it may sign nothing");
        assertEquals(List.of(certificate, AUTHORITY.certificate()), key.chain());
    }

    @Test
    void whose_time_is_over_is_refused_for_that() {
        CertifiedKey key = AUTHORITY.issue(
                "a name", List.of("localhost"), new CertifiedKey.Validity(Duration.ofDays(-3), Duration.ofDays(-1)));

        Throwable cause = assertThrows(CertPathValidatorException.class, () -> validate(key))
                .getCause();
        assertEquals(CertificateExpiredException.class, cause.getClass());
    }

    @Test
    void signed_by_itself_is_trusted_by_nobody_else() throws Exception {
        CertifiedKey key = CertifiedKey.selfSigned("a name", List.of("localhost"), PRESENT);

        assertThrows(CertPathValidatorException.class, () -> validate(key));
        key.certificate().verify(key.certificate().getPublicKey());
    }

    @Test
    void of_names_without_end_keeps_its_form() {
        List<String> many = IntStream.range(0, 3_000)
                .mapToObj(i -> "host-" + i + ".example")
                .toList();

        assertDoesNotThrow(() -> validate(AUTHORITY.issue("many", many, PRESENT)));
    }

    @Test
    void of_what_is_no_address_is_refused() {
        assertEquals(
                "\"1.2.3.4.5\" is neither a host name nor an address",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> AUTHORITY.issue("a name", List.of("1.2.3.4.5"), PRESENT))
                        .getMessage());
    }
}
