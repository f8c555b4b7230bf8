package dev.gangway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.Certified;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Certificates find their keys and those that vouch for them, in whatever order they stand. */
class PemTest {

    @Test
    void whatElseIsInTheFileVouches() throws Exception {
        Certified root = Certified.root("root");
        Certified between = root.authority("between");
        Certified own = between.host("gangway.example");
        Certified other = Certified.alone("other.example");
        String text = "a note\n" + root.pem() + other.keyPem() + own.pem() + other.pem() + own.keyPem() + between.pem();
        List<BackendTls.Identity> identities = Pem.read("own.pem", text).identities();
        assertThat(identities)
                .extracting(BackendTls.Identity::chain)
                .containsExactly(
                        List.of(other.certificate()),
                        List.of(own.certificate(), between.certificate(), root.certificate()));
        assertThat(identities)
                .extracting(BackendTls.Identity::key)
                .containsExactly(other.keys().getPrivate(), own.keys().getPrivate());
        assertThat(identities).asString().contains("CN=host chain=3").doesNotContain("Key");
    }

    @Test
    void aBlockWithoutAnEndIsNone() throws Exception {
        Certified one = Certified.alone("one.example");
        String cut = Certified.alone("two.example").pem().replaceFirst("-----END.*", "");
        assertThat(Pem.read("cut.pem", one.pem() + cut).certificates()).containsExactly(one.certificate());
    }
}
