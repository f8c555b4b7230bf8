package dev.gangway.mapping;

import static dev.gangway.mapping.RulesText.find;
import static dev.gangway.mapping.RulesText.mapped;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.message.CanonicalPath;
import dev.gangway.message.PathPolicy;
import dev.gangway.message.PathPolicy.EncodedSlashes;
import dev.gangway.message.RefusedPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AllowEncodedSlashes, MergeSlashes and nocanon: mod_proxy.md sections 4.1, 4.2 and 4.4. */
class SlashPolicyTest {

    private static final String KEPT = "AllowEncodedSlashes NoDecode\n";
    private static final String DECODED = "AllowEncodedSlashes On\n";
    private static final String UNMERGED = "MergeSlashes Off\n";

    @ParameterizedTest
    @CsvSource({
        "/x%2Fy,        /t/x%2Fy",
        "/x%2fy,        /t/x%2fy",
        "/x%252Fy,      /t/x%252Fy",
        "/x%2F%252F,    /t/x%2F%252F",
        "/x//y%2F%2Fz,  /t/x/y%2F%2Fz",
    })
    void keptSlashesGoOutAsTheyCame(String path, String forwarded) {
        assertThat(mapped(KEPT + "ProxyPass / http://b/t/", path).path()).isEqualTo(forwarded);
    }

    @ParameterizedTest
    @CsvSource({"/x%2Fy, /t/x/y", "/x%2f%2Fy, /t/x/y", "/x%252Fy, /t/x%252Fy", "/a%2F..%2Fb, /t/b"})
    void decodedSlashesAreSlashes(String path, String forwarded) {
        assertThat(mapped(DECODED + "ProxyPass / http://b/t/", path).path()).isEqualTo(forwarded);
    }

    @ParameterizedTest
    @CsvSource({
        "//a///b/./c/../d, /t/a///b/d",
        "/a//,             /t/a//",
        "/a/b/..,          /t/a/",
    })
    void unmergedSlashesAreSegments(String path, String forwarded) {
        assertThat(mapped(UNMERGED + "ProxyPass / http://b/t/", path).path()).isEqualTo(forwarded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a//../b", "/a//b/../../c"})
    void whatMeansAnotherPathOnceSlashesAreMergedIsRefused(String path) {
        assertThat(CanonicalPath.parse(path, new PathPolicy(EncodedSlashes.REFUSED, false)))
                .isInstanceOfSatisfying(
                        RefusedPath.class,
                        refused -> assertThat(refused.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x%2F..%2F..%2Fy", "/..%2Fx", "/%2F../..", "/x/..%2f..%2fy"})
    void noEncodedSlashClimbsOut(String path) {
        for (EncodedSlashes slashes : EncodedSlashes.values()) {
            assertThat(CanonicalPath.parse(path, new PathPolicy(slashes, true))).isInstanceOf(RefusedPath.class);
        }
    }

    @ParameterizedTest
    @EnumSource(EncodedSlashes.class)
    void anEncodedNullIsAlwaysRefused(EncodedSlashes slashes) {
        assertThat(CanonicalPath.parse("/x%00y", new PathPolicy(slashes, true)))
                .isEqualTo(new RefusedPath(404, "path holds an encoded slash or an encoded null"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin%2Fx",
                "/x%2F..%2Fadmin",
                "/x/..%2Fadmin",
                "//admin/x",
                "/admin%2f",
                "/%2Fadmin/x",
                "/x;/..%2Fadmin"
            })
    void noSpellingReachesBehindAnExclusion(String path) {
        for (String policy : new String[] {KEPT, DECODED, UNMERGED, KEPT + UNMERGED, DECODED + UNMERGED}) {
            String text = policy + "ProxyPass /admin !\nProxyPass / http://b/";
            PathPolicy paths = RulesText.server(text).settings().paths();
            if (CanonicalPath.parse(path, paths) instanceof CanonicalPath) {
                assertThat(find(text, path)).as("%s with %s", path, policy).isNotInstanceOf(Found.Mapped.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ProxyPass / http://b/ nocanon             | /a/./b//c/%6e%2B;x=%3D    | /a/./b//c/%6e%2B;x=%3D",
                "ProxyPass /p http://b/t nocanon           | /p/a/../b                 | /t/a/../b",
                "ProxyPassMatch ^/m/(.*)$ http://b/$1 nocanon | /m/a//%7Eb             | /a//%7Eb",
                // the canonical target where the written path does not match as well
                "ProxyPass /p http://b/t nocanon           | /%70/%7Eb                 | /t/~b",
                "ProxyPass /p http://b/t nocanon           | /x/../p/%7Eb              | /t/~b",
                // or where a backend would read another path
                "ProxyPassMatch ^/m/(.*)$ http://b/t/$1 nocanon | /m/../m/../m/%7Ey    | /t/~y",
            })
    void nocanonForwardsThePathAsWritten(String rule, String path, String forwarded) {
        assertThat(mapped(rule, path).path()).isEqualTo(forwarded);
    }
}
