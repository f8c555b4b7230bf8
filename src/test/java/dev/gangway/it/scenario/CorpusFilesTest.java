package dev.gangway.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gangway.testing.CorpusCase;
import dev.gangway.testing.HostKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The corpus files say what they seem to say. */
class CorpusFilesTest {

    @Test
    void requestsHaveNamesOfTheirOwn() {
        assertThat(RequestCorpus.cases()).hasSizeGreaterThanOrEqualTo(350);
        assertThat(RequestCorpus.cases()).extracting(CorpusCase::id).doesNotHaveDuplicates();
        assertThat(RequestCorpus.cases())
                .allSatisfy(request -> assertThat(request.expected())
                        .matches("(pass|barred|served|cut|[45][0-9]{2}|200)( (pass|barred|[45][0-9]{2}))*"));
    }

    @Test
    void answersHaveNamesOfTheirOwn() {
        List<CorpusCase> answers = CorpusCase.readAll("corpus/backends");
        assertThat(answers).hasSizeGreaterThanOrEqualTo(190);
        assertThat(answers).extracting(CorpusCase::id).doesNotHaveDuplicates();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.expected()).matches("broken|[2-5][0-9]{2}( .+)?"));
    }

    @Test
    void everyDifferenceIsOne() {
        assertThat(RequestCorpus.differences()).allSatisfy(difference -> {
            List<CorpusCase> named = RequestCorpus.cases().stream()
                    .filter(request -> request.id().equals(difference.id()))
                    .toList();
            assertThat(named).as("%s", difference).hasSize(1);
            assertThat(named.get(0).expected()).as("%s", difference).isNotEqualTo(difference.verdict());
            assertThat(HostKind.values()).as("%s", difference).anyMatch(difference::concerns);
        });
        for (HostKind kind : HostKind.values()) {
            assertThat(RequestCorpus.differences().stream().filter(difference -> difference.concerns(kind)))
                    .as("%s", kind)
                    .extracting(RequestCorpus.Difference::id)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void octetsAreReadAsWritten() {
        CorpusCase request = new CorpusCase(
                "a",
                "1",
                "pass",
                "",
                List.of(),
                List.of(),
                "GET {ctx}/ HTTP/1.1\\r\\n{host}X: {a\\x00*3}\\\\{b}\\s\\r\\n");
        assertThat(new String(request.octets("/c").octets(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("GET /c/ HTTP/1.1\r\nHost: front.example\r\nX: a\0a\0a\0\\{b} \r\n");
    }
}
